/** The key of a row as it stands in a path (`/api/clients/:id/…`). */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Extras } from "../../shared/errors.ts";
import type { Look } from "../database/application.ts";

/** A number, decimal text beyond what is exact; `not_found` with these extras for what is no key and names no row. */
export function rowId(look: Look, input: JsonValue, unknown: Extras): number | string {
  const { id } = input as { id: string };
  if (!/^-?\d{1,19}$/.test(id) || BigInt.asIntN(64, BigInt(id)) !== BigInt(id)) return look.fail("not_found", unknown);
  return Number.isSafeInteger(Number(id)) ? Number(id) : String(BigInt(id));
}
