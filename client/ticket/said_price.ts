/** A line's price that was said at the till rather than taken from the catalogue, and what the database is told of it. */

/** Null where the price is the catalogue's. */
export type Said = {
  /** The article's price is open: it has no other. */
  readonly open: boolean;
  /** What it would have been; cents. */
  readonly ordinary: number;
  /** Why it is another. */
  readonly reason: string;
} | null;

/** Whether it is another than the article ordinarily has. */
export function isRepriced(said: Said): said is NonNullable<Said> {
  return said?.open === false;
}

/** `prix_unitaire_ttc`, `prix_motif` and `libelle`. */
export const PRICE_COLUMNS = "prix_unitaire_ttc, prix_motif, libelle";

export function priceColumns(
  { said, price, label }: { readonly said: Said; readonly price: number; readonly label: string },
): [number | null, string | null, string | null] {
  return said === null ? [null, null, null] : [price, said.open ? null : said.reason, said.open ? label : null];
}

/** A price as it stands in the database. */
export function saidOf(row: Readonly<Record<string, unknown>>): Said {
  const { prix_libre: open, prix_ordinaire: ordinary, prix_motif: reason } = row;
  if (open !== 1 && typeof ordinary !== "number") return null;
  return { open: open === 1, ordinary: Number(ordinary ?? 0), reason: String(reason ?? "") };
}
