/** A line's price that was said at the till rather than taken from the catalogue, and what the database is told of it. */

/** Null where the price is the catalogue's. */
export type Said = {
  /** The article's price is open: it has no other. */
  readonly open: boolean;
  /** What it would have been; cents. */
  readonly ordinary: number;
  /** Why it is another. */
  readonly reason: string;
  /** The scale's label that says it, as it was scanned. */
  readonly tag?: string;
} | null;

/** Whether it is another than the article ordinarily has. */
export function isRepriced(said: Said): said is NonNullable<Said> {
  return said?.open === false;
}

/** Whether it is what a scale's label says: one packet, whose quantity and price go together. */
export function isLabelled({ said }: { readonly said: Said }): boolean {
  return said?.tag !== undefined;
}

/** `prix_unitaire_ttc`, `prix_motif`, `libelle` and `etiquette`. */
export const PRICE_COLUMNS = "prix_unitaire_ttc, prix_motif, libelle, etiquette";

export function priceColumns(
  { said, price, label, now }: {
    readonly said: Said;
    readonly price: number;
    readonly label: string;
    /** The catalogue's, where that is another by now: the database takes one of before for a while. */
    readonly now: number | null;
  },
): (number | string | null)[] {
  if (said === null) return [now === null ? null : price, null, null, null];
  const { open, reason, tag = null } = said;
  return [price, open ? null : reason, open && tag === null ? label : null, tag];
}

/** A price as it stands in the database. */
export function saidOf(row: Readonly<Record<string, unknown>>): Said {
  const { prix_libre: open, prix_ordinaire: ordinary, prix_motif: reason, etiquette: tag } = row;
  if (open !== 1 && typeof ordinary !== "number") return null;
  const said = { open: open === 1, ordinary: Number(ordinary ?? 0), reason: String(reason ?? "") };
  return typeof tag === "string" ? { ...said, tag } : said;
}
