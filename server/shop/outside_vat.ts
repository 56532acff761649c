/** What of a ticket is outside VAT ("hors champ"), which is not 0 %: what kinds there are, and their sums. */
import type { Nature } from "../../shared/natures.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look, Tx } from "../database/application.ts";
import type { LineRow } from "./sale.ts";

/** A sum of what is outside VAT: on how many tickets, and cents. */
export interface OutsideTotal {
  readonly nature: string;
  readonly nombre: number;
  readonly total: number;
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
  const sums = new Map<Nature, number>();
  for (const line of lines) {
    if (isOutside(line)) sums.set(line.nature, (sums.get(line.nature) ?? 0) + line.total_ttc);
  }
  for (const [nature, ttc] of [...sums].sort()) {
    tx.run("INSERT INTO ventes_hors_champ (vente_id, nature, ttc) VALUES (?, ?, ?)", saleId, nature, ttc);
  }
}

/** As a ticket's record says it: `hors_champ` is absent from one that has none. */
export function outsideOf(look: Look, saleId: string, lines: readonly LineRow[]): { readonly hors_champ?: JsonValue } {
  if (!lines.some(isOutside)) return {};
  const rows = look.all("SELECT nature, ttc FROM ventes_hors_champ WHERE vente_id = ? ORDER BY nature", saleId);
  return { hors_champ: rows as unknown as JsonValue };
}

/** Of many tickets: `among` names them by what follows `ventes_hors_champ h` in the query. */
export function outsideTotals(look: Look, among: string, ...params: readonly (string | number)[]): OutsideTotal[] {
  return look.all(
    `SELECT h.nature, count(*) AS nombre, sum(h.ttc) AS total FROM ventes_hors_champ h ${among} GROUP BY h.nature ORDER BY h.nature`,
    ...params,
  ) as unknown as OutsideTotal[];
}
