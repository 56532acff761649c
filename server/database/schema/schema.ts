/** Reads the schema out of an open database: what capture, rights and `GET /api/schema` are built from. */
import type { DatabaseSync } from "node:sqlite";

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly generated: boolean;
}
export interface ForeignKey {
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
}
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly withoutRowid: boolean;
  /** `INTEGER PRIMARY KEY`: the key is the rowid itself. */
  readonly integerKey: boolean;
  /** Column lists that UNIQUE constraints, not named indexes, keep unique. */
  readonly uniques: readonly (readonly string[])[];
  /** `CREATE INDEX` statements as written. */
  readonly indexes: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Whether a foreign key of this table is checked at COMMIT only. */
  readonly deferred: boolean;
}

/** The tables that belong to the application; the engine's own start with an underscore. */
export function readSchema(db: DatabaseSync): Table[] {
  const listed = db.prepare(
    `SELECT name, wr FROM pragma_table_list
     WHERE schema = 'main' AND type = 'table' AND substr(name, 1, 1) <> '_' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  ).all() as { name: string; wr: number }[];
  return listed.map(({ name, wr }) => readTable(db, name, wr === 1));
}

function readTable(db: DatabaseSync, name: string, withoutRowid: boolean): Table {
  const xinfo = db.prepare("SELECT * FROM pragma_table_xinfo(?) ORDER BY cid").all(name) as unknown as {
    name: string;
    type: string;
    notnull: number;
    dflt_value: string | null;
    pk: number;
    hidden: number;
  }[];
  const keys = xinfo.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
  if (keys.length === 0) throw new Error(`table '${name}' has no primary key: the journal could not name its rows`);
  const indexes = db.prepare('SELECT name, "unique" u, origin FROM pragma_index_list(?)').all(name) as unknown as {
    name: string;
    u: number;
    origin: string;
  }[];
  // A trigger may be called as an index is.
  const sqlOf = db.prepare("SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND name = ?");
  const columnsOf = db.prepare("SELECT name FROM pragma_index_info(?) ORDER BY seqno");
  return {
    name,
    columns: xinfo.map((column) => ({
      name: column.name,
      type: column.type,
      notNull: column.notnull === 1,
      hasDefault: column.dflt_value !== null,
      generated: column.hidden === 2 || column.hidden === 3,
    })),
    primaryKey: keys.map((column) => column.name),
    withoutRowid,
    integerKey: !withoutRowid && keys.length === 1 && keys[0]!.type.toUpperCase() === "INTEGER",
    uniques: indexes.filter((index) => index.origin === "u")
      .map((index) => (columnsOf.all(index.name) as { name: string }[]).map((column) => column.name)),
    indexes: indexes.filter((index) => index.origin === "c").map((index) => (sqlOf.get(index.name) as { sql: string }).sql),
    foreignKeys: readForeignKeys(db, name),
    deferred: /DEFERRABLE\s+INITIALLY\s+DEFERRED/i.test((sqlOf.get(name) as { sql: string }).sql),
  };
}

function readForeignKeys(db: DatabaseSync, name: string): ForeignKey[] {
  const rows = db.prepare('SELECT id, "table" parent, "from" col, "to" target FROM pragma_foreign_key_list(?) ORDER BY id, seq')
    .all(name) as { id: number; parent: string; col: string; target: string | null }[];
  const keys = new Map<number, { columns: string[]; parent: string; parentColumns: string[] }>();
  for (const { id, parent, col, target } of rows) {
    const key = keys.get(id) ?? { columns: [], parent, parentColumns: [] };
    key.columns.push(col);
    key.parentColumns.push(target ?? "id");
    keys.set(id, key);
  }
  return [...keys.values()];
}
