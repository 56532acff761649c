/** Further codes of an article, and packs of it: who sees and gives them, and what becomes of them with their article. */
import assert from "node:assert/strict";
import { Feed } from "../support/feed.ts";
import { answerOf } from "../support/server.ts";
import { CAFE, LAMPE, ok, PAIN, refused, Shop } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const ADD = "INSERT INTO codes_produits (code, produit_id, quantite) VALUES (?, ?, ?)";
const add = (code: string, product: number, quantity = 1_000) => shop.owner.query("insert", ADD, [code, product, quantity]);
const codes = (product: number) =>
  shop.rows("SELECT code, quantite FROM codes_produits WHERE produit_id = ? ORDER BY code", [product]);

Deno.test("an article has several codes and packs; tills read them, the owner alone gives them", async () => {
  ok(await shop.owner.query("insert", "INSERT INTO codes_produits (code, produit_id) VALUES ('A1', ?)", [PAIN]));
  ok(await add("A6", PAIN, 6_000));
  const wanted = [{ code: "A1", quantite: 1_000 }, { code: "A6", quantite: 6_000 }];
  assert.deepEqual(await codes(PAIN), wanted);
  for (const person of [shop.nora, shop.chloe]) {
    assert.deepEqual(ok(await person.query("select", "SELECT code, quantite FROM codes_produits ORDER BY code")).rows, wanted);
    refused(await person.query("insert", ADD, ["B", PAIN, 1_000]), 403, "forbidden");
    refused(await person.query("update", "UPDATE codes_produits SET quantite = 1"), 403, "forbidden");
    refused(await person.query("delete", "DELETE FROM codes_produits"), 403, "forbidden");
  }
});

Deno.test("a code stands for something of an article that exists", async () => {
  for (const quantity of [0, -1_000, 9_999_001]) {
    assert.equal(refused(await add("Q", CAFE, quantity), 409, "constraint_violation").constraint, "codes_produits.quantite");
  }
  assert.equal(refused(await add("Q", 99), 409, "constraint_violation").constraint, "foreign_key");
  assert.deepEqual(await codes(CAFE), []);
});

Deno.test("a change of a code is told with its article, or with both where it goes from one to another", async () => {
  const feed = await Feed.open(shop.nora);
  const told = async (query: string, params: readonly unknown[]) => {
    const known = feed.changes.length;
    ok(await shop.owner.query(query.slice(0, 6).toLowerCase(), query, params));
    await feed.until(() => feed.changes.length > known, query);
    return feed.changes.at(-1)!.changes.map(({ table, op, key }) => `${op} ${table} ${Object.values(key)}`).sort();
  };
  assert.deepEqual(await told(ADD, ["C1", LAMPE, 1_000]), ["insert codes_produits C1", `update produits ${LAMPE}`]);
  assert.deepEqual(
    await told("UPDATE codes_produits SET quantite = 6000 WHERE code = ?", ["C1"]),
    ["update codes_produits C1", `update produits ${LAMPE}`],
  );
  assert.deepEqual(
    await told("UPDATE codes_produits SET produit_id = ? WHERE code = ?", [CAFE, "C1"]),
    ["update codes_produits C1", `update produits ${CAFE}`, `update produits ${LAMPE}`],
  );
  assert.deepEqual(
    await told("DELETE FROM codes_produits WHERE code = ?", ["C1"]),
    ["delete codes_produits C1", `update produits ${CAFE}`],
  );
  await feed.close();
});

Deno.test("an article that goes takes its codes along, and the journal has them", async () => {
  const id = ok(await shop.owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Essai', 1)")).last_insert_id;
  ok(await add("D1", id));
  ok(await add("D6", id, 6_000));
  ok(await shop.owner.query("delete", "DELETE FROM produits WHERE id = ?", [id]));
  assert.deepEqual(await codes(id), []);
  const { records } = ok(await answerOf(await shop.owner.get("/api/journal?limit=1")));
  const gone = records[0].changes.map(({ table, op, before }: { table: string; op: string; before: Record<string, unknown> }) =>
    `${op} ${table} ${before["code"] ?? before["libelle"]}`
  );
  assert.deepEqual(gone.sort(), ["delete codes_produits D1", "delete codes_produits D6", "delete produits Essai"]);
  // They are free again.
  ok(await add("D1", CAFE));
});
