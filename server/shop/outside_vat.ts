/** What of a ticket is outside VAT ("hors champ"), which is not 0 %: what kinds there are, and their sums. */
import type { Nature } from "../../shared/natures.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look, Tx } from "../database/application.ts";
import type { LineRow } from "./sale.ts";

/** A sum of what is outside VAT: on how many tickets, and cents. */
export interface OutsideTotal {
  readonly nature: string;
  readonly nombre: number;
  /** What was taken less what was given back. */
  readonly total: number;
  /** What was given back; absent from closings before it was kept apart. */
  readonly rendu?: number;
}

export function isOutside({ nature }: Pick<LineRow, "nature">): boolean {
  return nature !== "bien";
}

/** Whether the ticket's own discount is spread over this line: not over what is outside VAT, nor over what comes back. */
export function isDiscountable(line: Pick<LineRow, "nature" | "ligne_origine_id">): boolean {
  return !isOutside(line) && line.ligne_origine_id === null;
}

/** Of a ticket that was just paid, by kind; a plain ticket has none. */
export function writeOutside(tx: Tx, saleId: string, lines: readonly LineRow[]): void {
  const sums = new Map<Nature, { ttc: number; rendu: number }>();
  for (const line of lines) {
    if (!isOutside(line)) continue;
    const { ttc, rendu } = sums.get(line.nature) ?? { ttc: 0, rendu: 0 };
    sums.set(line.nature, { ttc: ttc + line.total_ttc, rendu: rendu - Math.min(0, line.total_ttc) });
  }
  for (const [nature, { ttc, rendu }] of sums) {
    tx.run("INSERT INTO ventes_hors_champ (vente_id, nature, ttc, rendu) VALUES (?, ?, ?, ?)", saleId, nature, ttc, rendu);
  }
}

/** As a ticket's record says it: `hors_champ` is absent from one that has none, and `rendu` where nothing was given back. */
export function outsideOf(look: Look, saleId: string, lines: readonly LineRow[]): { readonly hors_champ?: JsonValue } {
  if (!lines.some(isOutside)) return {};
  const rows = look.all("SELECT nature, ttc, rendu FROM ventes_hors_champ WHERE vente_id = ? ORDER BY nature", saleId);
  return { hors_champ: rows.map(({ rendu, ...row }) => rendu === 0 ? row : { ...row, rendu }) as unknown as JsonValue };
}

/** Of many tickets: `among` names them by what follows `ventes_hors_champ h` in the query. */
export function outsideTotals(look: Look, among: string, ...params: readonly (string | number)[]): OutsideTotal[] {
  return look.all(
    `SELECT h.nature, count(*) AS nombre, sum(h.ttc) AS total, sum(h.rendu) AS rendu FROM ventes_hors_champ h ${among} GROUP BY h.nature ORDER BY h.nature`,
    ...params,
  ) as unknown as OutsideTotal[];
}
