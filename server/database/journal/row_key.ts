/** A row's key as the journal's index looks it up. */
import type { SQLInputValue } from "node:sqlite";
import type { WireRow } from "../../../shared/protocol.ts";
import { asInteger } from "../sql/values.ts";

/** The value alone of a key of one column, which keeps rows in the order of their keys. */
export function rowKey(key: WireRow): SQLInputValue {
  const values = Object.values(key);
  const [only = null] = values;
  const plain = values.length === 1 && (typeof only === "string" || typeof only === "number");
  return plain ? asInteger(only) : JSON.stringify(key);
}
