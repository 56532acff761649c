/** No text that holds a NUL is ever stored: what stands behind it would be in the table and in no record of it. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { CAFE, cancel, closeTill, command, draft, giveBack, ok, openTill, refused, sent, Shop, take } from "../support/shop.ts";
import { type Person, uuidv7 } from "../support/server.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  ok(await openTill(shop.chloe));
  ok(await shop.owner.query("insert", "INSERT INTO clients (id, nom, note) VALUES (1, 'Zoé', 'n')"));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

/** Ways to make a text with a NUL in it. */
const MADE = ["'Bon Pain' || char(0) || 'x'", "cast(x'4c0042' AS text)", "concat('a', char(0))", "char(0)", "char(97, 0)"];

/** Texts of the file that hold a NUL: SQLite is asked, for JavaScript does not see them. */
function stored(dir: string): string[] {
  const db = new DatabaseSync(`${dir}/comptoir.db`, { readOnly: true });
  try {
    const columns = db.prepare(
      `SELECT m.name AS tab, c.name AS col FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT'`,
    ).all() as { tab: string; col: string }[];
    return columns.filter(({ tab, col }) =>
      db.prepare(`SELECT 1 FROM "${tab}" WHERE instr(CAST("${col}" AS BLOB), x'00') LIMIT 1`).get() !== undefined
    ).map(({ tab, col }) => `${tab}.${col}`);
  } finally {
    db.close();
  }
}

const refusedNul = (answer: Parameters<typeof refused>[0], column: string) => {
  const body = refused(answer, 409, "constraint_violation");
  assert.deepEqual([body.constraint, body.subject], ["rule:text_without_nul", column], JSON.stringify(body));
  assert.ok(body.detail.includes(column.replace(/^.*\./, "")), body.detail);
};

Deno.test("a NUL is refused in every text that a role may write, inserted or updated, as a key too", async () => {
  const { owner, nora, chloe } = shop;
  const mine = await draft(nora, [CAFE]);
  const hers = await draft(chloe, [CAFE]);
  const into: readonly (readonly [Person, string, (value: string) => string])[] = [
    [owner, "produits.libelle", (v) => `INSERT INTO produits (libelle, prix_ttc) VALUES (${v}, 1)`],
    [owner, "produits.libelle", (v) => `UPDATE produits SET libelle = ${v} WHERE id = 1`],
    [owner, "produits.cree_le", (v) => `UPDATE produits SET cree_le = ${v} WHERE id = 1`],
    [owner, "categories.nom", (v) => `INSERT INTO categories (nom) VALUES (${v})`],
    [owner, "equipe.nom", (v) => `INSERT INTO equipe (nom, role) VALUES (${v}, 'vendeur')`],
    [owner, "equipe.nom", (v) => `UPDATE equipe SET nom = ${v} WHERE id = 2`],
    [owner, "boutique.message", (v) => `UPDATE boutique SET message = ${v}`],
    [owner, "caisses.libelle", (v) => `UPDATE caisses SET libelle = ${v}`],
    [nora, "clients.note", (v) => `INSERT INTO clients (nom, note) VALUES ('x', ${v})`],
    [chloe, "clients.adresse", (v) => `UPDATE clients SET adresse = ${v} WHERE id = 1`],
    [nora, "ventes.note", (v) => `UPDATE ventes SET note = ${v} WHERE id = '${mine.id}'`],
    [chloe, "ventes.note", (v) => `UPDATE ventes SET note = ${v} WHERE id = '${hers.id}'`],
    [nora, "ventes.note", (v) => `INSERT INTO ventes (id, note) VALUES ('${uuidv7()}', ${v})`],
    [nora, "ventes.note", (v) => `INSERT INTO ventes (id) VALUES ('${mine.id}') ON CONFLICT (id) DO UPDATE SET note = ${v}`],
  ];
  for (const [at, [person, column, statement]] of into.entries()) {
    for (const value of column.endsWith("nom") ? MADE.slice(0, 3) : MADE) {
      if (column === "produits.libelle" && !value.startsWith("'") && !value.startsWith("cast")) continue; // no name at all
      const sql = statement(value);
      const answer = await person.query(/^\w+/.exec(sql)![0].toLowerCase(), sql);
      refusedNul(answer, column);
    }
    if (at === 0) assert.equal((await owner.query("insert", statement("'Bon pain'"))).status, 200, "the premise");
  }
  refusedNul(await nora.query("insert", `INSERT INTO ventes (id) VALUES ('${uuidv7()}' || char(0) || 'x')`), "ventes.id");
  const parameter = await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES (?, 1)", ["a\0b"]);
  refused(parameter, 400, "invalid_params");
  assert.deepEqual(stored(shop.server.dir), []);
});

Deno.test("bytes that are no UTF-8 are no text either; the sign that is read for them is one like any other", async () => {
  const { owner, nora } = shop;
  const sale = await draft(nora, [CAFE]);
  for (
    const [person, column, sql] of [
      [owner, "produits.libelle", "INSERT INTO produits (libelle, prix_ttc) VALUES (CAST(x'4cff42' AS TEXT), 1)"],
      [owner, "boutique.nom", "UPDATE boutique SET nom = CAST(x'c3' AS TEXT)"],
      [nora, "ventes.note", `UPDATE ventes SET note = 'a' || CAST(x'ff' AS TEXT) WHERE id = '${sale.id}'`],
    ] as const
  ) {
    const body = refused(await person.query(/^\w+/.exec(sql)![0].toLowerCase(), sql), 409, "constraint_violation");
    assert.deepEqual([body.constraint, body.subject], ["rule:text_well_formed", column]);
  }
  ok(await nora.query("update", "UPDATE ventes SET note = ? WHERE id = ?", ["\uFFFD", sale.id]));
  ok(await nora.query("update", "UPDATE ventes SET note = CAST(x'c3a9' AS TEXT) WHERE id = ?", [sale.id]));
  assert.deepEqual(await shop.rows("SELECT note FROM ventes WHERE id = ?", [sale.id]), [{ note: "é" }]);
});

Deno.test("no command carries one into a table either", async () => {
  const { owner, nora, chloe } = shop;
  const motif = "a\0b";
  const sale = await sent(nora, [CAFE]);
  refusedNul(await cancel(nora, sale, { motif }), "ventes.motif");
  ok(await take(chloe, sale));
  refusedNul(await giveBack(chloe, sale, { motif }), "ventes.motif");
  refusedNul(await closeTill(chloe, 0, "C1", motif), "sessions_caisse.motif");
  refusedNul(await command(owner, "/api/caisses", { nom: "C9", libelle: motif }), "caisses.libelle");
  const stock = { motif: "livraison", quantite: 1_000, note: motif };
  refusedNul(await command(owner, "/api/produits/3/stock", stock), "mouvements_stock.note");
  assert.deepEqual(stored(shop.server.dir), []);
});

Deno.test("a folder that holds one from before opens, and what stood behind it is gone where it may still change", async () => {
  const id = uuidv7();
  ok(await shop.nora.query("insert", "INSERT INTO ventes (id, note) VALUES (?, 'a')", [id]));
  await shop.aside((db) => {
    db.exec(`UPDATE produits SET libelle = 'Pain' || char(0) || 'x' WHERE id = 1;
      UPDATE clients SET nom = 'Zoé' || char(0) || 'x' WHERE id = 1;
      UPDATE ventes SET note = 'a' || char(0) || 'x' WHERE id = '${id}';
      DELETE FROM _migrations WHERE name = 'shop/010_whole_text'`);
  });
  assert.deepEqual(stored(shop.server.dir), []);
  assert.deepEqual(await shop.rows("SELECT libelle FROM produits WHERE id = 1"), [{ libelle: "Pain" }]);
});

Deno.test("a row that holds one from before takes none in another column, nor another in the same; what is not touched may stay", async () => {
  await shop.aside((db) => db.exec("UPDATE clients SET nom = 'Zoé' || char(0) || 'x' WHERE id = 1"));
  const { chloe } = shop;
  const change = (set: string) => chloe.query("update", `UPDATE clients SET ${set} WHERE id = 1`);
  refusedNul(await change("note = 'a' || char(0)"), "clients.note");
  refusedNul(await change("nom = nom || 'y'"), "clients.nom");
  refusedNul(await change("note = nom"), "clients.note");
  ok(await change("nom = nom, note = 'b'"));
  assert.deepEqual(stored(shop.server.dir), ["clients.nom"]);
  ok(await change("nom = 'Zoé'"));
  assert.deepEqual(stored(shop.server.dir), []);
});
