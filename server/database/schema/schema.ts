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
  /** Checked at COMMIT only; the others are with each statement. */
  readonly deferred: boolean;
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
}

/**
 * The tables that belong to the application, in the order of their names; the engine's own start with an underscore. What is
 * to be known is asked of all of them at once: each start reads it several times, and to prepare a statement costs more than its rows.
 */
export function readSchema(db: DatabaseSync): Table[] {
  const rowsOf = <Of>(sql: string): Map<string, (Named & Of)[]> => Map.groupBy(all<Named & Of>(db, sql), ({ tbl }) => tbl);
  const columns = rowsOf<ColumnRow>(`SELECT t.name tbl, x.* FROM ${TABLES} t, pragma_table_xinfo(t.name) x ORDER BY x.cid`);
  const uniques = rowsOf<UniqueRow>(`
    SELECT t.name tbl, l.seq, i.name FROM ${TABLES} t, pragma_index_list(t.name) l, pragma_index_info(l.name) i
    WHERE l.origin = 'u' ORDER BY l.seq, i.seqno`);
  const indexes = rowsOf<{ name: string }>(`
    SELECT t.name tbl, l.name FROM ${TABLES} t, pragma_index_list(t.name) l WHERE l.origin = 'c' ORDER BY l.seq`);
  const foreignKeys = rowsOf<ForeignKeyRow>(`
    SELECT t.name tbl, f.id, f."table" parent, f."from" col, f."to" target FROM ${TABLES} t, pragma_foreign_key_list(t.name) f
    ORDER BY f.id, f.seq`);
  // A trigger may be called as a table or an index is.
  const written = all<{ name: string; sql: string }>(db, "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index')");
  const sqlOf = new Map(written.map(({ name, sql }) => [name, sql]));
  const listed = all<{ name: string; wr: number }>(db, `SELECT name, wr FROM ${TABLES} ORDER BY name`);
  return listed.map(({ name, wr }) => ({
    name,
    ...columnsOf(name, wr === 1, columns.get(name)!),
    uniques: Array.from(Map.groupBy(uniques.get(name) ?? [], ({ seq }) => seq).values(), (of) => of.map((column) => column.name)),
    indexes: (indexes.get(name) ?? []).map((index) => sqlOf.get(index.name)!),
    foreignKeys: foreignKeysOf(foreignKeys.get(name) ?? [], sqlOf.get(name)!),
  }));
}

const TABLES = `(SELECT name, wr FROM pragma_table_list
  WHERE schema = 'main' AND type = 'table' AND substr(name, 1, 1) <> '_' AND name NOT LIKE 'sqlite_%')`;

/** What each row is about: a table. */
interface Named {
  readonly tbl: string;
}
interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
  readonly hidden: number;
}
interface UniqueRow {
  /** Of its index among the table's. */
  readonly seq: number;
  readonly name: string;
}
interface ForeignKeyRow {
  readonly id: number;
  readonly parent: string;
  readonly col: string;
  readonly target: string | null;
}

function all<Found>(db: DatabaseSync, sql: string): Found[] {
  return db.prepare(sql).all() as Found[];
}

function columnsOf(
  table: string,
  withoutRowid: boolean,
  rows: readonly ColumnRow[],
): Pick<Table, "columns" | "primaryKey" | "withoutRowid" | "integerKey"> {
  const keys = rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  if (keys.length === 0) throw new Error(`table '${table}' has no primary key: the journal could not name its rows`);
  return {
    columns: rows.map(({ name, type, notnull, dflt_value, hidden }) => ({
      name,
      type,
      notNull: notnull === 1,
      hasDefault: dflt_value !== null,
      generated: hidden === 2 || hidden === 3,
    })),
    primaryKey: keys.map(({ name }) => name),
    withoutRowid,
    integerKey: !withoutRowid && keys.length === 1 && keys[0]!.type.toUpperCase() === "INTEGER",
  };
}

function foreignKeysOf(rows: readonly ForeignKeyRow[], sql: string): ForeignKey[] {
  const deferred = deferredParents(sql);
  return Array.from(Map.groupBy(rows, ({ id }) => id).values(), (columns) => ({
    columns: columns.map(({ col }) => col),
    parent: columns[0]!.parent,
    parentColumns: columns.map(({ target }) => target ?? "id"),
    deferred: deferred.has(columns[0]!.parent.toLowerCase()),
  }));
}

/** Of which tables a table's text names a parent whose key is checked at COMMIT only: no pragma tells it. In lower case. */
function deferredParents(sql: string): ReadonlySet<string> {
  const named = sql.split(/\bREFERENCES\s+/i).slice(1).filter((text) => /DEFERRABLE\s+INITIALLY\s+DEFERRED/i.test(text));
  return new Set(named.map((text) => /^["`[]?(\w+)/.exec(text)?.[1]?.toLowerCase() ?? ""));
}
