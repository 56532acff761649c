/**
 * Nothing that one person sends keeps the two threads that serve everybody: what takes long runs where it can
 * be ended, or not at all. The shop is large: 200,000 products, 100,000 customers.
 */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const PRODUCTS = 200_000;
const CUSTOMERS = 100_000;

let server: TestServer;
let owner: Person;
let seller: Person;
let cashier: Person;
let ticket: string;

Deno.test.beforeAll(async () => {
  const staff = await Staff.open({ vendeur1: "vendeur", caisse1: "caisse" });
  ({ owner, people: { vendeur1: seller, caisse1: cashier } } = staff);
  await staff.server.stop();
  fill(`${staff.server.dir}/comptoir.db`);
  server = await staff.server.restart();
  ticket = uuidv7();
  await done(seller, "insert", "INSERT INTO ventes (id) VALUES (?)", [ticket]);
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller, cashier]) person.client.close();
  await server.dispose();
});

/** Rows, and a table beside the shop's that makes the file large. */
function fill(file: string): void {
  const db = new DatabaseSync(file);
  const numbers = (to: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`;
  db.exec("PRAGMA synchronous = OFF; BEGIN");
  db.exec(`${numbers(PRODUCTS)} INSERT INTO produits (id, libelle, prix_ttc) SELECT i, 'Article ' || i, i FROM n`);
  db.exec(`${numbers(CUSTOMERS)} INSERT INTO clients (id, nom) SELECT i, 'Client ' || i FROM n`);
  db.exec("CREATE TABLE _ballast (id INTEGER PRIMARY KEY, content BLOB)");
  db.exec(`${numbers(100)} INSERT INTO _ballast SELECT i, zeroblob(1000000) FROM n`);
  db.exec("COMMIT");
  db.close();
}

async function done(who: Person, type: string, query: string, params?: unknown) {
  const answer = await who.query(type, query, params);
  assert.equal(answer.status, 200, `${query.slice(0, 200)}: ${JSON.stringify(answer.body).slice(0, 300)}`);
  return answer;
}

const list = (rows: number) => `(VALUES ${Array.from({ length: rows }, (_, at) => `(${at})`).join(",")})`;
const product = (lists: number) => Array.from({ length: lists }, (_, at) => `${list(60)} t${at}`).join(", ");
/** Within what an expression may be nested. */
const nestedUppers = (column: string) => `${"upper(lower(".repeat(45)}${column}${"))".repeat(45)}`;
const columns = (calls: number) => Array.from({ length: calls }, (_, at) => `max(upper(libelle)) AS c${at}`).join(", ");
const manyTables = (count: number) =>
  `WITH ${Array.from({ length: count }, (_, at) => `c${at}(v) AS (SELECT 1)`).join(",")} SELECT 1 AS v`;
/** Each names the one before twice. */
const doubled = (levels: number) =>
  `WITH c0(v) AS (SELECT 1)${
    Array.from({ length: levels }, (_, at) => `, c${at + 1}(v) AS (SELECT (SELECT v FROM c${at}) + (SELECT v FROM c${at}))`).join(
      "",
    )
  } SELECT v FROM c${levels}`;

const SELECTS: readonly (readonly [name: string, sql: string])[] = [
  ["seven lists of sixty rows, joined", `SELECT count(*) AS n FROM ${product(7)}`],
  [
    "constants times a correlated walk",
    `SELECT count(*) AS n FROM ${list(60)} a WHERE (SELECT count(*) FROM produits p WHERE p.prix_ttc > a.column1 * 7) > 1`,
  ],
  ["a walk with 195 calls of upper() a row", `SELECT ${columns(195)} FROM produits`],
  [
    "tables named past their views",
    "SELECT sum(ventes.version) AS n FROM main.clients CROSS JOIN main.produits CROSS JOIN main.ventes",
  ],
  ["the same in quotes", `SELECT sum(ventes.version) AS n FROM "main".clients CROSS JOIN 'Main'.produits CROSS JOIN main.ventes`],
  ["a plain walk", "SELECT count(*) AS n FROM produits WHERE libelle LIKE '%x%'"],
  ["forty thousand common table expressions", manyTables(40_000)],
  ["common table expressions that each name the one before twice", doubled(24)],
  [
    "lists that look up every combination",
    `SELECT 1 AS n FROM ventes WHERE caisse IN (${"'a',".repeat(3_000)}'b') AND numero IN (${"1,".repeat(3_000)}2)`,
  ],
];

for (const [name, sql] of SELECTS) {
  Deno.test(`others' look-ups and writes are answered before a till's select ends: ${name}`, async () => {
    const hostile = seller.query("select", sql);
    const others = Promise.all([
      cashier.query("select", "SELECT libelle FROM produits WHERE id = 7"),
      cashier.query("update", "UPDATE clients SET note = 'x' WHERE id = 7"),
    ]);
    assert.equal(await firstOf({ others, hostile }), "others");
    assert.deepEqual((await others).map(({ status }) => status), [200, 200]);
    const { status, body } = await hostile;
    assert.ok(status === 200 || body.code === "query_timeout" || body.code === "sql_error", JSON.stringify(body).slice(0, 300));
    assert.doesNotMatch(server.log, /is stuck/, "it ran in a thread that serves everybody");
  });
}

Deno.test("a table that is named as a text is still that table, whatever walks it", async () => {
  await done(
    seller,
    "update",
    "UPDATE 'ventes' SET note = 'x' WHERE vendeur_id = (SELECT max(id) FROM equipe WHERE nom = 'vendeur1')",
  );
  await done(owner, "update", "UPDATE \"main\".'produits' SET libelle = 'y' WHERE prix_ttc = 7");
  assert.equal((await done(owner, "select", "SELECT libelle FROM produits WHERE id = 7")).body.rows[0].libelle, "y");
});

Deno.test("a batch of walks is summed: others are answered before it ends", async () => {
  const query = { type: "select", query: `SELECT ${columns(195)} FROM produits WHERE id < 3000` };
  const hostile = seller.batch(Array(16).fill(query));
  const others = cashier.query("select", "SELECT libelle FROM produits WHERE id = 7");
  assert.equal(await firstOf({ others, hostile }), "others");
  await hostile;
});

/** Which is settled first; a server that answers neither is a failure, not a test that never ends. */
async function firstOf(asked: Readonly<Record<string, Promise<unknown>>>): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const never = new Promise<string>((resolve) => timer = setTimeout(() => resolve("nothing within 20 s"), 20_000));
  const first = await Promise.race([never, ...Object.entries(asked).map(([name, answer]) => answer.then(() => name))]);
  clearTimeout(timer);
  return first;
}

const WRITES: readonly (readonly [name: string, type: string, sql: string])[] = [
  [
    "seven lists of sixty rows, joined, in an update of one's own ticket",
    "update",
    `UPDATE ventes SET note = 'x' WHERE id = 'TICKET' AND (SELECT count(*) FROM ${product(7)}) > 0`,
  ],
  [
    "a walk of another table with 195 calls of upper() a row",
    "update",
    `UPDATE ventes SET note = 'x' WHERE id = 'TICKET' AND (SELECT count(*) FROM produits WHERE CASE ${
      "WHEN upper(libelle) = 'X' THEN 1 ".repeat(195)
    } ELSE 0 END) > 9`,
  ],
  ["a plain walk of another table", "insert", "INSERT INTO clients (nom) SELECT libelle FROM produits WHERE prix_ttc = -1"],
  ["a walk of its own table with 90 calls a row", "update", `UPDATE clients SET note = 'x' WHERE ${nestedUppers("nom")} = 'x'`],
  [
    "forty thousand common table expressions",
    "insert",
    `${manyTables(40_000).replace("SELECT 1 AS v", "")} INSERT INTO clients (nom) SELECT 'x'`,
  ],
  ["common table expressions that each name the one before twice", "insert", `INSERT INTO clients (nom) ${doubled(24)}`],
  [
    "lists that look up every combination",
    "update",
    `UPDATE clients SET note = 'x' WHERE id IN (${"-1,".repeat(3_000)}-2) AND id + 0 IN (${"1,".repeat(3_000)}2)`,
  ],
];
for (const [name, type, sql] of WRITES) {
  Deno.test(`a till's write that would hold the writer is too costly, and changes nothing: ${name}`, async () => {
    const text = sql.replaceAll("TICKET", ticket);
    const answer = await Promise.race([cashierOrSeller(type, text).query(type, text), giveUp()]);
    assert.deepEqual([answer?.status, answer?.body.operation], [403, "too_costly"], JSON.stringify(answer?.body).slice(0, 300));
    assert.deepEqual((await done(owner, "select", "SELECT count(*) AS n FROM clients")).body.rows, [{ n: CUSTOMERS }]);
  });
}

function cashierOrSeller(type: string, sql: string): Person {
  return type === "update" && sql.includes("clients") ? cashier : seller;
}

function giveUp(): Promise<null> {
  return new Promise((resolve) => Deno.unrefTimer(setTimeout(() => resolve(null), 20_000)));
}

Deno.test("what the screens ask and write passes in a large shop, and starts no process", async () => {
  const before = await children();
  const lines = Array.from({ length: 300 }, (_, at) => at);
  await done(
    seller,
    "insert",
    `INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, position) VALUES ${
      lines.map((at) => `('${uuidv7()}', '${ticket}', ${at + 1}, 1000, ${at})`).join(",")
    }`,
  );
  await done(seller, "select", "SELECT * FROM lignes_vente WHERE vente_id = ? ORDER BY position, id", [ticket]);
  await done(
    seller,
    "select",
    `SELECT v.id, v.etat, (SELECT count(*) FROM lignes_vente l WHERE l.vente_id = v.id) AS lignes FROM ventes v
     LEFT JOIN equipe e ON e.id = v.vendeur_id LEFT JOIN equipe c ON c.id = v.caissier_id
     WHERE v.etat IN ('brouillon', 'en_attente') ORDER BY v.rappel_jour, v.rappel LIMIT 200`,
  );
  await done(seller, "select", "SELECT id, libelle FROM produits WHERE actif = 1 AND id IN (?, ?, ?)", [1, 2, 3]);
  await done(seller, "select", "SELECT id, libelle FROM produits WHERE code_barres = ?", ["3760000000000"]);
  await done(seller, "delete", "DELETE FROM lignes_vente WHERE vente_id = ?", [ticket]);
  assert.deepEqual(await children(), before);
});

Deno.test("the owner's long write is tried without a copy: no file as large as the database comes beside it", async () => {
  const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)";
  let answered = false;
  const write = done(owner, "insert", `${numbers} INSERT INTO categories (nom) SELECT 'Rayon ' || i FROM n`)
    .finally(() => answered = true);
  const large = new Set<string>();
  while (!answered) {
    for (const { name } of Deno.readDirSync(server.dir)) {
      const bytes = statSync(`${server.dir}/${name}`, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes > 1_000_000 && !/^comptoir\.db(?:-wal|-shm)?$/.test(name)) large.add(name);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.equal((await write).body.changes, 500);
  assert.deepEqual([...large], []);
});

Deno.test("the owner's write whose search never ends is ended, and others write meanwhile", async () => {
  const endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO categories (nom) SELECT i FROM n WHERE i < 0";
  const hostile = owner.query("insert", endless);
  const others = cashier.query("update", "UPDATE clients SET note = 'y' WHERE id = 7");
  assert.equal(await firstOf({ others, hostile }), "others");
  // Not waited for: it may take the owner's half minute. Its process ends with the server.
  hostile.catch(() => {});
});

/** The processes that the server has started. */
async function children(): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "pid=", "--ppid", String(server.process.pid)] }).output();
  return new TextDecoder().decode(stdout).split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
