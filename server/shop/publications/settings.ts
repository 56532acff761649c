/** Settings that a whole chain has alike. A change is signed among the events, as the owner's own is. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Tx } from "../../database/application.ts";

/** Answers those that were others. */
export function takeSettings(tx: Tx, settings: Readonly<Record<string, string | number>>): JsonValue {
  const before = tx.get("SELECT * FROM boutique")!;
  const changed = Object.keys(settings).filter((name) => before[name] !== settings[name]);
  if (changed.length > 0) {
    tx.run(
      `UPDATE boutique SET ${changed.map((name) => `${name} = ?`).join(", ")}`,
      ...changed.map((name) => settings[name]!),
    );
  }
  return changed;
}
