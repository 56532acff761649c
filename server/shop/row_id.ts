/** The number of a row as it stands in a path (`/api/clients/:id/…`). */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Extras } from "../../shared/errors.ts";
import type { Tx } from "../database/application.ts";

/** The number, or `not_found` with these extras: what is no number names no row. */
export function rowId(tx: Tx, input: JsonValue, unknown: Extras): number {
  const { id } = input as { id: string };
  return /^\d{1,15}$/.test(id) ? Number(id) : tx.fail("not_found", unknown);
}
