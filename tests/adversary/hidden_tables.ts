/** What a role may not see does not exist for it, however it is asked for. */
import { type Attempt, type Chapter, sql, unknownTable, type Who } from "./attempt.ts";

/** `T` is the hidden table in the attempt and `produits` in its premise. */
const TRICKS: readonly (readonly [name: string, type: string, query: string])[] = [
  ["plainly", "select", "SELECT id FROM T"],
  ["counted", "select", "SELECT count(*) AS n FROM T"],
  ["with the schema's name", "select", "SELECT id FROM main.T"],
  ["in double quotes", "select", 'SELECT id FROM "T"'],
  ["in brackets", "select", "SELECT id FROM [T]"],
  ["in backticks", "select", "SELECT id FROM `T`"],
  ["in single quotes", "select", "SELECT id FROM 'T'"],
  ["behind comments", "select", "SELECT/**/id--\nFROM/*T*/T--"],
  ["behind an alias", "select", "SELECT p.id FROM T AS p"],
  ["by rowid", "select", "SELECT rowid AS r FROM T"],
  ["without its index", "select", "SELECT id FROM T NOT INDEXED"],
  ["with no row wanted", "select", "SELECT id FROM T LIMIT 0"],
  ["in a CTE", "select", "WITH a AS (SELECT id FROM T) SELECT id FROM a"],
  ["in a CTE named as an allowed table", "select", "WITH clients AS (SELECT id FROM T) SELECT count(*) AS n FROM clients"],
  ["in a CTE that is not materialized", "select", "WITH a AS NOT MATERIALIZED (SELECT id FROM T) SELECT count(*) AS n FROM a"],
  ["in a CTE that nothing uses twice", "select", "WITH a AS (SELECT id FROM T), b AS (SELECT * FROM a) SELECT id FROM b"],
  [
    "in a recursive CTE",
    "select",
    "WITH RECURSIVE n(i) AS (SELECT id FROM T UNION SELECT i FROM n) SELECT i FROM n",
  ],
  ["in a scalar subquery", "select", "SELECT (SELECT count(*) FROM T) AS n"],
  ["in EXISTS", "select", "SELECT EXISTS (SELECT 1 FROM T) AS n"],
  ["in IN", "select", "SELECT 1 IN (SELECT id FROM T) AS n"],
  ["in UNION ALL", "select", "SELECT id FROM clients UNION ALL SELECT id FROM T"],
  ["in EXCEPT", "select", "SELECT id FROM clients EXCEPT SELECT id FROM T"],
  ["in INTERSECT", "select", "SELECT id FROM clients INTERSECT SELECT id FROM T"],
  ["in a join that finds nothing", "select", "SELECT c.id FROM clients c LEFT JOIN T t ON 1 = 0"],
  ["in a natural join", "select", "SELECT count(*) AS n FROM equipe NATURAL JOIN T"],
  ["in a comma join", "select", "SELECT count(*) AS n FROM equipe, T"],
  ["in ORDER BY", "select", "SELECT id FROM clients ORDER BY (SELECT count(*) FROM T)"],
  ["in HAVING", "select", "SELECT id FROM clients GROUP BY id HAVING (SELECT count(*) FROM T) > 0"],
  ["in LIMIT", "select", "SELECT id FROM clients LIMIT (SELECT count(*) FROM T)"],
  ["in a window", "select", "SELECT row_number() OVER (ORDER BY (SELECT count(*) FROM T)) AS n FROM clients"],
  ["in FILTER", "select", "SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM T)) AS n FROM clients"],
  ["in a branch never taken", "select", "SELECT CASE WHEN 0 THEN (SELECT id FROM T) END AS n"],
  ["in VALUES", "select", "VALUES ((SELECT count(*) FROM T))"],
  ["as json_each's source", "select", "SELECT value FROM json_each((SELECT json_group_array(id) FROM T))"],
  ["as json_tree's source", "select", "SELECT count(*) AS n FROM json_tree((SELECT json_group_array(id) FROM T))"],
  ["in INSERT … SELECT", "insert", "INSERT INTO clients (nom) SELECT 'x' FROM T LIMIT 1"],
  ["in a value that is inserted", "insert", "INSERT INTO clients (nom) VALUES ((SELECT count(*) FROM T))"],
  ["in RETURNING", "insert", "INSERT INTO clients (nom) VALUES ('x') RETURNING (SELECT count(*) FROM T) AS n"],
  [
    "in ON CONFLICT … DO UPDATE",
    "insert",
    "INSERT INTO ventes (id) VALUES ('«mine»') ON CONFLICT (id) DO UPDATE SET note = (SELECT count(*) FROM T)",
  ],
  [
    "in ON CONFLICT … WHERE",
    "insert",
    "INSERT INTO ventes (id) VALUES ('«mine»') ON CONFLICT (id) DO UPDATE SET note = 'a' WHERE EXISTS (SELECT 1 FROM T)",
  ],
  ["in SET", "update", "UPDATE ventes SET note = (SELECT count(*) FROM T) WHERE id = '«mine»'"],
  ["in UPDATE FROM", "update", "UPDATE ventes SET note = 'b' FROM T WHERE ventes.id = '«mine»'"],
  ["in an update's WHERE", "update", "UPDATE ventes SET note = 'c' WHERE id = '«mine»' AND EXISTS (SELECT 1 FROM T)"],
  ["in a delete's WHERE", "delete", "DELETE FROM lignes_vente WHERE id = '«uuid»' AND EXISTS (SELECT 1 FROM T)"],
  [
    "in a write's CTE",
    "update",
    "WITH a AS (SELECT 1 AS x FROM T) UPDATE ventes SET note = (SELECT x FROM a) WHERE id = '«mine»'",
  ],
];

/** `count(*)` over SQLite's own tables, table-valued functions and modules. */
const SYSTEM = [
  "sqlite_schema",
  "sqlite_master",
  "main.sqlite_schema",
  "sqlite_temp_schema",
  "sqlite_sequence",
  "sqlite_stat1",
  "sqlite_stmt",
  "sqlite_dbpage",
  "dbstat",
  "bytecode('SELECT 1')",
  "tables_used('SELECT 1')",
  "pragma_table_info('_users')",
  "pragma_table_list",
  "pragma_database_list",
  "pragma_function_list",
  "pragma_module_list",
  "pragma_compile_options",
  "pragma_wal_checkpoint",
  "PRAGMA_TABLE_LIST",
  "fts5vocab('a', 'row')",
  "rtree",
  "generate_series(1, 9)",
  "fsdir('.')",
  "jsonb_each('[1]')",
];

const HIDDEN = ["_users", "_sessions", "_journal", "_salts", "_idempotency", "_meta", "_migrations"];

/** `T` must stand for the table alone. */
const on = (query: string, table: string) => query.replaceAll(/\bT\b/g, table);

const attempt = (as: Who, name: string, type: string, query: string, table: string): Attempt => ({
  name,
  as,
  sent: sql(type, on(query, table)),
  refused: unknownTable,
  premise: { as, sent: sql(type, on(query, "produits")), answered: 200 },
  journaled: "refused",
});

export const hiddenTables: Chapter = {
  title: "hidden tables",
  attempts: [
    ...TRICKS.map(([name, type, query]) => attempt("vendeur", `_users ${name}`, type, query, "_users")),
    ...HIDDEN.slice(1).flatMap((table) =>
      (["vendeur", "caisse"] as const).map((as) =>
        attempt(as, `${table} by a ${as}`, "select", "SELECT count(*) AS n FROM T", table)
      )
    ),
    ...HIDDEN.map((table) => attempt("administrateur", `${table} by the owner`, "select", "SELECT count(*) AS n FROM T", table)),
    attempt("vendeur", "_users under a look-alike letter", "select", 'SELECT id FROM "T"', "_uѕers"),
    attempt("vendeur", "_users in wide letters", "select", 'SELECT id FROM "T"', "＿ｕｓｅｒｓ"),
    attempt("vendeur", "_users with a soft hyphen", "select", 'SELECT id FROM "T"', "_use\u00ADrs"),
    attempt("administrateur", "a deletion from _journal", "delete", "DELETE FROM T WHERE 1 = 0", "_journal"),
    attempt("administrateur", "a change of _users", "update", "UPDATE T SET id = id WHERE id = 0", "_users"),
  ],
};

export const systemTables: Chapter = {
  title: "SQLite's own tables",
  attempts: SYSTEM.map((table) => ({
    name: `count(*) of ${table}`,
    as: "vendeur",
    sent: sql("select", `SELECT count(*) AS n FROM ${table}`),
    refused: { status: [400, 403], code: ["sql_error", "forbidden"] },
    premise: { as: "vendeur", sent: sql("select", "SELECT count(*) AS n FROM json_each('[1]')"), answered: 200 },
  })),
};
