/** Makes what a new shop's database is made of in one go, by running all migrations in memory and writing out what came of it. */
import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "../../server/database/application.ts";
import { applyMigrations } from "../../server/database/schema/migrations.ts";
import type { WholeSchema } from "../../server/database/schema/whole_schema.ts";
import { openWriter, quoteName } from "../../server/database/sql/sqlite.ts";

interface Made {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

export function wholeSchemaOf(migrations: readonly Migration[]): WholeSchema {
  const db = openWriter(":memory:");
  try {
    applyMigrations(db, migrations, new Date(0));
    // What has no text SQLite makes by itself.
    const made = db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
      .all() as unknown as Made[];
    const tables = made.filter(({ type }) => type === "table");
    const statements = [
      ...tables.map(({ sql }) => sql),
      ...tables.flatMap(({ name }) => name === "_migrations" ? [] : rowsOf(db, name)),
      ...made.filter(({ type }) => type !== "table").map(({ sql }) => sql),
    ];
    return { migrations: migrations.map(({ name }) => name), sql: statements.map((sql) => `${sql};\n`).join("") };
  } finally {
    db.close();
  }
}

/** As statements that insert them. When a row was made is left out, for its default says so: that is another moment in each shop. */
function rowsOf(db: DatabaseSync, table: string): string[] {
  const columns = db.prepare(
    "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 AND ifnull(dflt_value, '') NOT LIKE '%''now''%' ORDER BY cid",
  ).all(table).map(({ name }) => quoteName(String(name)));
  const values = columns.map((column) => `quote(${column})`).join(" || ', ' || ");
  return db.prepare(`SELECT ${values} AS "row" FROM ${quoteName(table)}`).all()
    .map(({ row }) => `INSERT INTO ${quoteName(table)} (${columns.join(", ")}) VALUES (${row})`);
}
