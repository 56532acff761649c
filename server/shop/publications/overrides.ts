/** What a shop may set itself of head office's articles, and what it has: that stays, and is told upstream. */
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Look, Tx } from "../../database/application.ts";

export type Value = string | number | null;

export class Overrides {
  readonly #free: ReadonlySet<string>;
  /** What was left as it is: the first of it. */
  readonly kept: JsonValue[] = [];
  count = 0;

  constructor({ all }: Pick<Look, "all">) {
    this.#free = new Set(all("SELECT colonne FROM colonnes_libres").map(({ colonne }) => String(colonne)));
  }

  /** Whether a value that differs from head office's stays: the shop may set it, and has. `said`: what head office said last. */
  keeps(reference: string, column: string, here: Value, said: Value | undefined, now: Value): boolean {
    if (!this.#free.has(column) || here === said) return false;
    this.count += 1;
    if (this.kept.length < LIMITS.publicationKept) this.kept.push({ reference, colonne: column, ici: here, siege: now });
    return true;
  }
}

/** From now on these, and no others. */
export function setFree(tx: Tx, columns: readonly string[]): void {
  tx.run("DELETE FROM colonnes_libres WHERE colonne NOT IN (SELECT value FROM json_each(?))", JSON.stringify(columns));
  for (const column of columns) {
    tx.run("INSERT INTO colonnes_libres (colonne) VALUES (?) ON CONFLICT (colonne) DO NOTHING", column);
  }
}
