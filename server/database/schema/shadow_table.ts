/** A table as SQLite must see it to judge: a column that the role may not give is a generated one, which SQLite refuses by itself. */
import type { TableRight } from "../application.ts";
import { quoteName } from "../sql/sqlite.ts";
import type { Table } from "./schema.ts";

/** Its CREATE TABLE: same names, keys and uniqueness. */
export function shadowTable(table: Table, right: TableRight): string {
  assertJudgeable(table, right);
  const mayInsert = (name: string) => right.insert === undefined || right.insert === "all" || right.insert.includes(name);
  const columns = table.columns.map(({ name, type, generated }) => {
    const closed = generated || (!mayInsert(name) && !table.primaryKey.includes(name));
    return `${quoteName(name)} ${type}${closed ? " GENERATED ALWAYS AS (NULL)" : ""}`;
  });
  const list = (names: readonly string[]) => names.map(quoteName).join(", ");
  const constraints = [`PRIMARY KEY (${list(table.primaryKey)})`, ...table.uniques.map((names) => `UNIQUE (${list(names)})`)];
  // Without a rowid nobody can name it: INSERT reports no columns, so `rowid` would slip through.
  const suffix = table.integerKey ? "" : " WITHOUT ROWID";
  return `CREATE TABLE ${quoteName(table.name)} (${[...columns, ...constraints].join(", ")})${suffix}`;
}

/** A column that may not be inserted is generated in the shadow, and so can never be updated there. */
function assertJudgeable(table: Table, right: TableRight): void {
  if (right.insert === undefined || right.insert === "all") return;
  const updatable = right.update === "all" ? table.columns.map((column) => column.name) : right.update ?? [];
  const odd = updatable.find((name) => !right.insert!.includes(name) && !table.primaryKey.includes(name));
  if (odd !== undefined) throw new Error(`rights on '${table.name}': '${odd}' may be updated but not inserted`);
}
