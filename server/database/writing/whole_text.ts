/**
 * No text with a NUL is stored. node:sqlite reads a text up to a NUL: what stands behind it would be in the table, and in no
 * journal, signed record or salted hash. Refused whatever made it, beside what reports the row.
 */
import { WITHOUT_NUL } from "../sql/constraints.ts";
import type { Table } from "../schema/schema.ts";
import { quoteName } from "../sql/sqlite.ts";

/** A changed row: what a column held before there was this rule may stay, and is in no other by that. */
export function nulTrigger(index: number, table: Table, texts: readonly string[]): string {
  return `
    CREATE TEMP TRIGGER _text_update_${index} AFTER UPDATE OF ${texts.map(quoteName).join(", ")} ON main.${quoteName(table.name)}
      WHEN ${holdsNul(texts)}
      BEGIN SELECT ${refuseNul(table, texts, "OLD")}; END;`;
}

/** An expression that ends the statement where a column of NEW holds one, and held another value in `before`. All texts in one go: half a µs. */
export function refuseNul({ name }: Table, texts: readonly string[], before: "OLD" | null): string {
  const at = (row: string, column: string) => `CAST(${row}.${quoteName(column)} AS BLOB)`;
  const isNew = (column: string) => before === null ? "" : ` AND ${at("NEW", column)} IS NOT ${at(before, column)}`;
  const found = texts.map((column) =>
    `WHEN ${holdsNul([column])}${isNew(column)} THEN raise(ABORT, '${WITHOUT_NUL} ${name}.${column}')`
  );
  return `iif(${holdsNul(texts)}, CASE ${found.join(" ")} END, NULL)`;
}

function holdsNul(columns: readonly string[]): string {
  return `instr(CAST(concat(${columns.map((column) => `NEW.${quoteName(column)}`).join(", ")}) AS BLOB), x'00')`;
}
