/** A till writes on in a shop that is large: what a search costs is what its key holds, not what the table does. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join, type Person, startServer, type TestServer, uuidv7 } from "../support/server.ts";

const LINES = 200_000;
/** Articles in one category: a key that holds this many is no look-up. */
const CROWD = 150_000;
const CODE = "CAFE-7";

let server: TestServer;
let owner: Person;
let seller: Person;
let ticket: string;

Deno.test.beforeAll(async () => {
  const small = await startServer();
  (await small.owner()).client.close();
  await small.stop();
  fill(`${small.dir}/comptoir.db`);
  server = await startServer({ dir: small.dir });
  owner = server.at("127.0.0.1");
  await owner.signIn("patron", "mot de passe");
  seller = await join(owner, "vendeur1", "vendeur", "127.0.0.2");
  ticket = uuidv7();
  await written(seller, [["insert", "INSERT INTO ventes (id) VALUES (?)", [ticket]], ["insert", LINE, [uuidv7(), ticket, 7]]]);
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

const LINE = "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, ?)";

/** Years of lines, ten on each ticket, and a crowded category; the shop's own triggers would work for minutes. */
function fill(file: string): void {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  const numbers = (to: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`;
  const uuid = (kind: number, number: string) => `printf('0000000${kind}-0000-7000-8000-%012d', ${number})`;
  const triggers = db.prepare(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('ventes', 'lignes_vente')",
  );
  const rules = triggers.all() as { name: string; sql: string }[];
  db.exec("PRAGMA synchronous = OFF; BEGIN");
  for (const { name } of rules) db.exec(`DROP TRIGGER "${name}"`);
  db.exec(`INSERT INTO categories (id, nom) VALUES (1, 'Tout')`);
  db.exec(
    `${numbers(CROWD)} INSERT INTO produits (id, libelle, prix_ttc, categorie_id) SELECT i, 'Article ' || i, 100, 1 FROM n`,
  );
  db.exec(`UPDATE produits SET code_barres = '${CODE}' WHERE id = 7`);
  db.exec(`${numbers(LINES / 10)} INSERT INTO ventes (id, etat) SELECT ${uuid(1, "i")}, 'annulee' FROM n`);
  db.exec(`${numbers(LINES)} INSERT INTO lignes_vente (id, vente_id, libelle, prix_unitaire_ttc, tva)
    SELECT ${uuid(2, "i")}, ${uuid(1, "(i + 9) / 10")}, 'x', 100, 2000 FROM n`);
  for (const { sql } of rules) db.exec(sql);
  db.exec("COMMIT");
  db.close();
}

type Asked = readonly [type: string, query: string, params?: readonly unknown[]];

async function written(who: Person, asked: readonly Asked[]) {
  const answer = await who.batch(asked.map(([type, query, params]) => ({ type, query, ...(params && { params }) })));
  assert.equal(answer.status, 200, `${JSON.stringify(answer.body).slice(0, 300)}`);
  return answer.body.results;
}

/** In front of each, so that the batch is the writer's. */
const WRITE: Asked = ["update", "UPDATE ventes SET note = 'x' WHERE id = ?"];
const first = () => [WRITE[0], WRITE[1], [ticket]] as const;

Deno.test("a batch reads a ticket's lines by their index, among 200,000 of others", async () => {
  const [, lines] = await written(seller, [
    first(),
    ["select", "SELECT l.*, p.libelle AS nom FROM lignes_vente l JOIN produits p ON p.id = l.produit_id WHERE l.vente_id = ?", [
      ticket,
    ]],
  ]);
  assert.deepEqual(lines.rows.map(({ nom, vente_id }: Record<string, unknown>) => [nom, vente_id]), [["Article 7", ticket]]);
  const [, ten] = await written(seller, [
    first(),
    ["select", "SELECT count(*) AS n FROM lignes_vente WHERE vente_id = '00000001-0000-7000-8000-000000000001'"],
  ]);
  assert.deepEqual(ten.rows, [{ n: 10 }]);
  const unnamed = "(SELECT libelle FROM produits WHERE id = 7)";
  const [, named] = await written(seller, [first(), ["select", `SELECT ${unnamed} FROM categories WHERE nom = 'Tout'`]]);
  assert.deepEqual(named.columns, [unnamed]);
});

Deno.test("a write takes what it needs by a UNIQUE index, wherever the search stands in it", async () => {
  const before = await clients();
  await written(seller, [
    ["insert", "INSERT INTO clients (nom) SELECT libelle FROM produits WHERE code_barres = ?", [CODE]],
    ["update", "UPDATE ventes SET note = (SELECT libelle FROM produits WHERE code_barres = ?) WHERE id = ?", [CODE, ticket]],
    ["insert", "INSERT INTO lignes_vente (id, vente_id, produit_id) SELECT ?, ?, id FROM produits AS p WHERE p.code_barres = ?", [
      uuidv7(),
      ticket,
      CODE,
    ]],
    ["delete", "DELETE FROM lignes_vente WHERE vente_id = ? AND produit_id IN (SELECT id FROM produits WHERE code_barres = ?)", [
      ticket,
      CODE,
    ]],
  ]);
  assert.equal(await clients(), before + 1);
});

const CROWDED: readonly Asked[] = [
  ["select", "SELECT sum(prix_ttc) AS n FROM produits WHERE categorie_id = 1"],
  ["select", "SELECT max(prix_ttc) AS n FROM produits GROUP BY categorie_id"],
  ["select", "SELECT count(*) AS n FROM lignes_vente l JOIN produits p ON p.categorie_id = 1 AND p.id = l.produit_id"],
  ["insert", "INSERT INTO clients (nom) SELECT libelle FROM produits WHERE categorie_id = 1 AND prix_ttc = -1"],
  [
    "update",
    "UPDATE ventes SET note = 'y' WHERE id = 'TICKET' AND (SELECT sum(prix_ttc) FROM produits WHERE categorie_id = 1) > 9",
  ],
  [
    "update",
    "UPDATE ventes SET note = 'y' FROM produits p WHERE ventes.id = 'TICKET' AND p.categorie_id = 1 AND p.prix_ttc = -1",
  ],
  ["select", "SELECT count(*) AS n FROM ventes v WHERE v.id IN (SELECT vente_id FROM lignes_vente WHERE produit_id IS NULL)"],
  ["select", "SELECT count(*) AS n FROM (produits), (ventes)"],
  ["select", "SELECT 1 AS n WHERE 5 IN produits"],
];
for (const [type, query] of CROWDED) {
  Deno.test(`a key that holds many rows does not keep the writer, and nothing is changed: ${query}`, async () => {
    const before = await clients();
    const statement = query.replace("TICKET", ticket);
    const answer = await seller.batch([{ type: WRITE[0], query: WRITE[1], params: [ticket] }, { type, query: statement }]);
    const told = [answer.status, answer.body.code, answer.body.operation];
    if (query.includes("IN produits")) assert.notEqual(answer.status, 500);
    else assert.deepEqual(told, [403, "forbidden", "too_costly"], JSON.stringify(answer.body).slice(0, 300));
    assert.equal(await clients(), before);
  });
}

Deno.test("what one batch searches is summed", async () => {
  const search = {
    type: "select",
    query: "SELECT count(*) AS n FROM produits WHERE categorie_id = 1 AND id BETWEEN 1 AND 20000",
  };
  const write = { type: WRITE[0], query: WRITE[1], params: [ticket] };
  assert.equal((await seller.batch([write, search])).status, 200);
  const answer = await seller.batch([write, ...Array(6).fill(search)]);
  assert.deepEqual([answer.status, answer.body.operation], [403, "too_costly"], JSON.stringify(answer.body).slice(0, 300));
  assert.ok(answer.body.index > 1, JSON.stringify(answer.body));
});

Deno.test("the owner's write that searches much is done all the same: it is tried first where that can be ended", async () => {
  const many = "UPDATE categories SET ordre = (SELECT count(*) FROM produits WHERE categorie_id = 1) WHERE id = 1";
  assert.equal((await owner.query("update", many)).status, 200);
  assert.deepEqual((await owner.query("select", "SELECT ordre FROM categories WHERE id = 1")).body.rows, [{ ordre: CROWD }]);
});

async function clients(): Promise<number> {
  return (await owner.query("select", "SELECT count(*) AS n FROM clients")).body.rows[0].n;
}
