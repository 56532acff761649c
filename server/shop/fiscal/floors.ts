/** What was given once is not given again, although the database does not know of it any more: below these nothing goes on. */
import { OTHER_SERIES } from "../../../shared/fiscal_continuity.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Tx } from "../../database/application.ts";
import { asMemory, type FiscalMemory, fiscalMemory } from "./memory.ts";

/** What was given before a backup was put back; 0 for nothing of the kind. */
export function floorOf(tx: Tx, serie: string): number {
  const row = tx.get(
    "SELECT seq FROM _planchers_series WHERE serie IN (?, ?) ORDER BY serie = ? LIMIT 1",
    serie,
    OTHER_SERIES,
    OTHER_SERIES,
  );
  return row?.["seq"] as number | undefined ?? 0;
}

/** Takes what was known of the books beside a database that does not know of all of it. */
export function keepFloors(tx: Tx, known: readonly JsonValue[]): void {
  const here = fiscalMemory(tx.all);
  const left = known.flatMap((one) => asMemory(one) ?? []);
  raiseSeries(tx, here, left.flatMap(({ series }) => series.map(({ serie, seq, plancher }) => [serie, Math.max(seq, plancher)])));
  raiseNumbers(
    tx,
    here,
    left.flatMap(({ caisses }) => caisses.map(({ caisse, numero, plancher }) => [caisse, Math.max(numero, plancher)])),
  );
}

/** A floor below what the database has itself would say nothing. */
export function raiseSeries(tx: Tx, here: FiscalMemory, floors: readonly (readonly [string, number])[]): void {
  for (const [serie, floor] of floors) {
    if (floor <= (here.series.find((one) => one.serie === serie)?.seq ?? 0)) continue;
    tx.run(
      "INSERT INTO _planchers_series (serie, seq) VALUES (?, ?) ON CONFLICT (serie) DO UPDATE SET seq = max(seq, excluded.seq)",
      serie,
      floor,
    );
  }
}

export function raiseNumbers(tx: Tx, here: FiscalMemory, floors: readonly (readonly [string, number])[]): void {
  for (const [caisse, floor] of floors) {
    if (floor <= (here.caisses.find((one) => one.caisse === caisse)?.numero ?? 0)) continue;
    tx.run(
      `INSERT INTO _planchers_numeros (caisse, numero) VALUES (?, ?)
       ON CONFLICT (caisse) DO UPDATE SET numero = max(numero, excluded.numero)`,
      caisse,
      floor,
    );
  }
}
