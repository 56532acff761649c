/** Rights: what no role reaches by SQL, and the ways around it that are closed. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { RightsScene, typeOf, type Who } from "../support/rights_scene.ts";

let scene: RightsScene;

Deno.test.beforeAll(async () => {
  scene = await RightsScene.open();
});
Deno.test.afterAll(() => scene[Symbol.asyncDispose]());

const ask = (who: Who, sql: string) => scene.ask(who, sql);
const done = (who: Who, sql: string) => scene.done(who, sql);
const refused = (who: Who, sql: string, code: string, extras?: Record<string, unknown>) => scene.refused(who, sql, code, extras);

const HIDDEN = ["_users", "_sessions", "_journal", "_journal_seals", "_salts", "_idempotency", "_meta", "_migrations"];
Deno.test("the engine's tables do not exist for any role, however they are asked for", async () => {
  await done("seller", "SELECT count(*) AS n FROM produits");
  for (const table of HIDDEN) {
    for (const who of ["owner", "seller", "cashier"] as const) {
      for (
        const sql of [
          `SELECT * FROM ${table}`,
          `SELECT count(*) AS n FROM ${table}`,
          `SELECT 1 AS a FROM main."${table}" LIMIT 0`,
          `SELECT EXISTS (SELECT 1 FROM [${table}]) AS a`,
          `WITH a AS (SELECT * FROM \`${table}\`) SELECT count(*) AS n FROM a`,
          `WITH produits AS (SELECT * FROM ${table}) SELECT count(*) AS n FROM produits`,
          `SELECT id, (SELECT count(*) FROM ${table}) AS n FROM produits`,
          `SELECT id FROM produits UNION SELECT 1 FROM ${table}`,
          `INSERT INTO clients (nom) SELECT 'x' FROM ${table}`,
          `DELETE FROM ${table}`,
        ]
      ) await refused(who, sql, "sql_error");
    }
  }
});

const SECRETS: readonly string[] = [
  "SELECT * FROM sqlite_schema",
  "SELECT count(*) AS n FROM sqlite_master",
  "SELECT * FROM sqlite_temp_schema",
  "SELECT * FROM main.sqlite_schema",
  "SELECT * FROM sqlite_sequence",
  "SELECT * FROM dbstat",
  "SELECT * FROM sqlite_dbpage",
  "SELECT * FROM pragma_table_info('produits')",
  "SELECT count(*) AS n FROM pragma_table_list",
  "SELECT * FROM pragma_database_list",
  "SELECT file FROM pragma_database_list",
  "SELECT * FROM pragma_function_list",
  "SELECT * FROM bytecode('SELECT 1')",
  "SELECT * FROM generate_series(1, 9)",
  "SELECT * FROM fts5vocab",
  "WITH sqlite_schema AS (SELECT * FROM sqlite_schema) SELECT * FROM sqlite_schema",
  "INSERT INTO sqlite_schema (name) VALUES ('x')",
  "UPDATE sqlite_schema SET sql = ''",
  "DELETE FROM sqlite_schema",
];
Deno.test("the schema, the file and SQLite's own tables are out of reach of every role", async () => {
  await done("seller", "WITH pragma_x AS (SELECT 1 AS a) SELECT a FROM pragma_x");
  for (const sql of SECRETS) {
    for (const who of ["owner", "seller"] as const) {
      const before = await scene.snapshot();
      const { status, body } = await ask(who, sql);
      assert.ok(status === 400 || status === 403, `${who}: ${sql}: ${status} ${JSON.stringify(body)}`);
      assert.ok(["sql_error", "forbidden"].includes(body.code), `${sql}: ${body.code}`);
      assert.deepEqual(await scene.snapshot(), before);
    }
  }
});

const FUNCTIONS = [
  "load_extension('x')",
  "randomblob(9)",
  "zeroblob(9)",
  "printf('%d', 1)",
  "format('%d', 1)",
  "fts3_tokenizer('x')",
  "sqlite_version()",
  "sqlite_compileoption_get(1)",
  "changes()",
  "total_changes()",
  "last_insert_rowid()",
  "subtype('x')",
];
Deno.test("a function outside the allow-list is refused for every role, in reading and writing", async () => {
  await done("owner", "SELECT upper('x') AS a, round(1.5) AS b, strftime('%Y', 'now') AS c, json_object('a', 1) AS d");
  for (const call of FUNCTIONS) {
    for (const who of ["owner", "seller"] as const) {
      for (const sql of [`SELECT ${call} AS a`, `INSERT INTO clients (nom) VALUES (${call})`]) {
        const { status, body } = await ask(who, sql);
        const known = body.code === "forbidden" && body.operation === "function";
        assert.ok(known || (status === 400 && body.code === "sql_error"), `${who}: ${sql}: ${JSON.stringify(body)}`);
      }
    }
  }
  await refused("seller", "SELECT randomblob(9) AS a", "forbidden", { function: "randomblob" });
  for (const own of ["_actor_id()", "_actor_role()", "_in_command()", "_touch(1)"]) {
    await refused("owner", `SELECT ${own} AS a`, "sql_error");
    await refused("seller", `INSERT INTO clients (nom) VALUES (${own})`, "sql_error");
  }
});

Deno.test("math functions answer as SQLite's own, in a statement of any role that reads, and for the owner that writes", async () => {
  const calls =
    "ceil(1.2) AS a, floor(-1.2) AS b, sqrt(2.25) AS c, pow(2, 10) AS d, mod(7, 4) AS e, trunc(-1.5) AS f, sign(-3) AS g, " +
    "round(exp(1), 3) AS h, round(ln(10), 3) AS i, log(100) AS j, log(2, 8) AS k, log10(1000) AS l, round(pi(), 2) AS m, " +
    "typeof(ceil(3)) AS n, typeof(ceiling(3.0)) AS o, sqrt(-1) AS p, ln(0) AS q, power('x', 2) AS r, ceil('1.5') AS s, floor(NULL) AS t";
  for (const who of ["owner", "seller", "cashier"] as const) {
    const [row] = (await done(who, `SELECT ${calls}`)).body.rows;
    assert.deepEqual(Object.values(row), [
      2,
      -2,
      1.5,
      1024,
      3,
      -1,
      -1,
      2.718,
      2.303,
      2,
      3,
      3,
      3.14,
      "integer",
      "real",
      null,
      null,
      null,
      2,
      null,
    ]);
    const walked = await done(who, "SELECT ceil(sum(prix_ttc) / 3.0) AS n FROM produits WHERE floor(prix_ttc) >= 0");
    assert.equal(walked.body.rows.length, 1);
  }
  await done("owner", "UPDATE produits SET prix_ttc = cast(ceil(prix_ttc / 1.0) AS INTEGER)");
  for (const sql of ["SELECT ceil() AS a", "SELECT pi(1) AS a", "SELECT log(1, 2, 3) AS a"]) {
    await refused("seller", sql, "sql_error");
  }
});

Deno.test("OR ABORT is what SQLite does anyway: allowed, and the same as without", async () => {
  const [{ name }] = (await done("owner", "SELECT count(*) AS name FROM produits")).body.rows;
  assert.ok(name > 0, "the premise");
  for (const who of ["owner", "seller"] as const) {
    const free = (await done("owner", "SELECT coalesce(max(id), 0) + 1 AS id FROM clients")).body.rows[0].id;
    const insert = (clause: string, id: number) => `INSERT ${clause} INTO clients (id, nom) VALUES (${id}, 'x')`;
    assert.equal((await done(who, insert("OR ABORT", free))).body.changes, 1);
    const [plain, said] = [await ask(who, insert("", free)), await ask(who, insert("or /**/ abort", free))];
    assert.deepEqual([plain.status, plain.body], [409, said.body]);
    // What came before within the statement goes as well, and so does the batch around it.
    await refused(
      who,
      `INSERT OR ABORT INTO clients (id, nom) VALUES (${free + 1}, 'x'), (${free}, 'y')`,
      "constraint_violation",
    );
  }
  const mine = await ask("owner", "UPDATE OR ABORT produits SET prix_ttc = -1");
  assert.deepEqual([mine.status, mine.body.code], [409, "constraint_violation"]);
  await refused("seller", "UPDATE OR ABORT produits SET prix_ttc = 1", "forbidden", { table: "produits", operation: "update" });
  await refused("seller", "INSERT OR ABORT INTO produits (libelle, prix_ttc) VALUES ('x', 1)", "forbidden", {
    operation: "insert",
  });
});

const CONFLICT = ["ROLLBACK", "FAIL", "IGNORE", "REPLACE"];
Deno.test("the other OR clauses and REPLACE are refused for every role, also behind WITH and comments", async () => {
  for (const who of ["owner", "seller"] as const) {
    await done(who, "INSERT INTO clients (id, nom) VALUES (1, 'x') ON CONFLICT DO NOTHING");
    for (const action of CONFLICT) {
      const extras = { operation: `or ${action.toLowerCase()}`, table: "clients" };
      await refused(who, `INSERT OR ${action} INTO clients (id, nom) VALUES (1, 'x')`, "forbidden", extras);
      await refused(
        who,
        `insert/**/or -- x\n${action.toLowerCase()} into clients (id, nom) VALUES (1, 'x')`,
        "forbidden",
        extras,
      );
      await refused(
        who,
        `WITH a(b) AS (SELECT 'x') INSERT OR ${action} INTO clients (id, nom) SELECT 1, b FROM a`,
        "forbidden",
        extras,
      );
    }
    await refused(who, "REPLACE INTO clients (id, nom) VALUES (1, 'x')", "forbidden", { operation: "replace" });
  }
  await refused("owner", "UPDATE OR REPLACE clients SET id = 1", "forbidden", { operation: "or replace" });
});

Deno.test("what a role may not do is journaled with who, where and the statement without its values", async () => {
  const page = async () => (await (await scene.people.owner.get("/api/journal?kind=refused&limit=500")).json()).records;
  const known = (await page()).length;
  assert.ok(known > 0, "the premise: refusals stand in the journal");
  const address = "127.0.0.77";
  using elsewhere = scene.server.at(address);
  await elsewhere.signIn("vendeur1", "mot de passe");
  for (const sql of ["SELECT password_hash FROM _users WHERE username = 'patron'", "UPDATE produits SET prix_ttc = 42"]) {
    assert.notEqual((await elsewhere.query(typeOf(sql), sql)).status, 200);
  }
  const noted = async () => (await page()).filter((r: { address: string }) => r.address === address).reverse();
  await eventually(async () => (await noted()).length >= 2, "refusals, which are noted beside the answer");
  const records = await noted();
  assert.deepEqual(records.map((r: { detail: unknown; username: string }) => [r.username, r.detail]), [
    ["vendeur1", { code: "sql_error", statement: "SELECT password_hash FROM _users WHERE username = ?" }],
    ["vendeur1", { code: "forbidden", statement: "UPDATE produits SET prix_ttc = ?" }],
  ]);
});
