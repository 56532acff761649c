/** What this till was paid today, newest first: numbers, hours and totals, as every till reads them; never by what means. */
import type { NetworkClient } from "../../network/network_client.ts";

/** More are looked up by their numbers. */
const SHOWN = 60;

export interface TodaysReceipt {
  /** As it is looked up: `C1-000123`, in training `F-C1-000123`. */
  readonly number: string;
  readonly type: "vente" | "avoir";
  /** RFC 3339, UTC. */
  readonly paidAt: string;
  /** Cents. */
  readonly total: number;
}

/** `isToday` tells of a moment in RFC 3339. Throws a Failure. */
export async function fetchTodaysReceipts(
  client: NetworkClient,
  till: string,
  training: boolean,
  isToday: (moment: string) => boolean,
): Promise<TodaysReceipt[]> {
  const number = training ? "numero_formation" : "numero";
  const { rows } = await client.query(
    "select",
    `SELECT ${number} AS numero, type, payee_le, total_ttc FROM ventes WHERE caisse = ? AND ${number} IS NOT NULL
     ORDER BY ${number} DESC LIMIT ${SHOWN}`,
    [till],
  );
  return rows.map((row) => ({
    number: `${training ? "F-" : ""}${till}-${String(row["numero"]).padStart(6, "0")}`,
    type: row["type"] as TodaysReceipt["type"],
    paidAt: String(row["payee_le"]),
    total: Number(row["total_ttc"]),
  })).filter(({ paidAt }) => isToday(paidAt));
}
