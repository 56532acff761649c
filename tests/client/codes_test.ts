/** The codes of articles at a till: what each stands for, whoever changes it meanwhile, against a real server. */
import assert from "node:assert/strict";
import { CaisseWork } from "../../client/caisse/store/work.ts";
import { OwnerWork } from "../../client/owner/store/work.ts";
import { recount } from "../../client/ticket/recount.ts";
import { TICKET_LINES } from "../../client/vendeur/store/ticket.ts";
import { VendeurWork } from "../../client/vendeur/store/work.ts";
import { CatalogueTill } from "../support/catalogue_till.ts";
import { CAFE, ok, PAIN, Shop } from "../support/shop.ts";
import { eventually } from "../support/till_client.ts";

const [OWN, PACK, PRESS] = ["3760000000017", "0036000291452", "9771234567898"] as const;

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  await codes("UPDATE produits SET code_barres = ? WHERE id = ?", [OWN, CAFE]);
  await codes("INSERT INTO codes_produits (code, produit_id, quantite) VALUES (?, ?, 6000)", [PACK, CAFE]);
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const codes = async (sql: string, params: readonly unknown[] = []) =>
  ok(await shop.owner.query(sql.slice(0, 6).toLowerCase(), sql, params));

Deno.test("a till knows what each code stands for, and follows what the owner makes of it, an article at a time", async () => {
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  await nora.join("nora");
  // However a scanner spells it.
  for (const [code, quantity] of [[OWN, 1_000], [PACK, 6_000], [PACK.slice(1), 6_000]] as const) {
    assert.deepEqual(nora.meant(code), [CAFE, quantity], code);
  }
  assert.equal(nora.meant(PRESS), null);
  nora.asked.length = 0;
  const follows = (what: string, wanted: readonly [number, number] | null) =>
    eventually(what, () => JSON.stringify(nora.meant(PRESS)) === JSON.stringify(wanted) || null);
  await codes("INSERT INTO codes_produits (code, produit_id) VALUES (?, ?)", [PRESS, CAFE]);
  await follows("a new code", [CAFE, 1_000]);
  await codes("UPDATE codes_produits SET quantite = 12000 WHERE code = ?", [PRESS]);
  await follows("as a pack", [CAFE, 12_000]);
  await codes("UPDATE codes_produits SET produit_id = ? WHERE code = ?", [PAIN, PRESS]);
  await follows("of another article", [PAIN, 12_000]);
  assert.deepEqual(nora.store.products.byId(CAFE)!.codes, [{ code: PACK, quantity: 6_000 }]);
  await codes("UPDATE produits SET actif = 0 WHERE id = ?", [PAIN]);
  await follows("a retired one's", null);
  await codes("UPDATE produits SET actif = 1 WHERE id = ?", [PAIN]);
  await follows("on sale again", [PAIN, 12_000]);
  await codes("DELETE FROM codes_produits WHERE code = ?", [PRESS]);
  await follows("taken off", null);
  const fetched = nora.asked.filter((body) => body.includes("FROM produits"));
  assert.ok(fetched.length > 0 && fetched.every((body) => / id IN \(\?/.test(body)), `the whole catalogue: ${fetched}`);
});

Deno.test("a scan adds what its code stands for, as often as was asked for: the seller's, the cashier's, one out of place", async () => {
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  const seller: VendeurWork = await nora.join("nora");
  seller.quantity.value = 3_000;
  for (const code of [PACK, OWN]) seller.scans.scan({ readings: [code] });
  const added = () => seller.ticket.lines.value.map(({ productId, quantity }) => [productId, quantity]);
  assert.deepEqual(added(), [[CAFE, 19_000]], "three packs, then one");
  await using chloe = new CatalogueTill(shop.server.url, "127.0.0.4");
  const cashier: CaisseWork = await chloe.join("chloe");
  const { ringing, sale, strays } = cashier.caisse;
  ringing.scans.scan({ readings: [PACK.slice(1)] });
  assert.deepEqual(sale.ticket.lines.value.map(({ productId, quantity }) => [productId, quantity]), [[CAFE, 6_000]]);
  strays.desk.scan({ readings: [PACK] });
  assert.deepEqual(strays.articles.value.map(({ product, quantity }) => [product.id, quantity]), [[CAFE, 6_000]]);
  await codes("UPDATE produits SET actif = 0 WHERE id = ?", [CAFE]);
  await eventually("the article is off sale", () => chloe.meant(PACK) === null || null);
  ringing.scans.scan({ readings: [PACK] });
  const problem = await eventually("why not", () => ringing.scans.problems.value[0] ?? null);
  assert.deepEqual([problem.trouble, problem.label], ["unsold", "Café"]);
  await codes("UPDATE produits SET actif = 1 WHERE id = ?", [CAFE]);
});

Deno.test("a pack that the memory does not hold yet is asked of the server, and counts as many", async () => {
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  const seller: VendeurWork = await nora.join("nora");
  // As it is for a moment, and for longer where the network is slow.
  seller.products.byCode = () => null;
  seller.scans.scan({ readings: [PACK.slice(1)] });
  const line = await eventually("its line", () => seller.ticket.lines.value[0] ?? null);
  assert.deepEqual([line.productId, line.quantity], [CAFE, 6_000]);
});

Deno.test("a label is told by the patterns there are now, and without its first nought, as some scanners send it", async () => {
  await codes("INSERT INTO codes_produits (code, produit_id) VALUES ('1234', ?)", [PAIN]);
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  const seller: VendeurWork = await nora.join("nora");
  const { promise, resolve } = Promise.withResolvers<void>();
  nora.patternsHeard = promise;
  const stop = nora.store.client.onChange(["modeles_etiquettes"], () => resolve());
  // The owner adds the pattern when the server has told what there is, and before that is heard.
  seller.scans.scan({ readings: ["201234123453"] });
  await eventually("the answer", () => nora.patternsTold === 1 || null);
  await codes("INSERT INTO modeles_etiquettes (modele) VALUES ('02IIIIIPPPPPC')");
  await eventually("what there was", () => seller.scans.problems.value[0] ?? null);
  stop();
  seller.scans.scan({ readings: ["201234123453"] });
  const line = await eventually("its line", () => seller.ticket.lines.value[0] ?? null);
  assert.deepEqual([line.productId, line.price, line.said?.tag], [PAIN, 12_345, "0201234123453"]);
  // It is one packet: it comes off, and is neither more nor less.
  const counted = () => seller.ticket.lines.value.map(({ quantity }) => quantity);
  for (const wanted of [2_000, 500]) recount(seller.ticket, line.id, wanted);
  assert.deepEqual(counted(), [line.quantity]);
  recount(seller.ticket, line.id, 0);
  assert.deepEqual(counted(), []);
  await codes("DELETE FROM codes_produits WHERE code = '1234'");
});

Deno.test("a code that nobody could be asked about is not said to be unknown", async () => {
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  const seller: VendeurWork = await nora.join("nora");
  const trouble = async (code: string) => {
    seller.scans.clear();
    seller.scans.scan({ readings: [code] });
    return (await eventually("why not", () => seller.scans.problems.value[0] ?? null)).trouble;
  };
  nora.away = true;
  // Of one article, of a case, of a label that may have a pattern.
  for (const code of ["4006381333931", "14006381333938", "2901234005503"]) assert.equal(await trouble(code), "away", code);
  assert.notEqual(await trouble("4006381333932"), "away", "a wrong digit is one all the same");
  nora.away = false;
  await eventually("the server is there again", () => seller.client.state.phase === "ready" || null);
  for (const code of ["4006381333931", "14006381333938"]) assert.equal(await trouble(code), "unknown", code);
});

Deno.test("what was weighed or counted for a full ticket is said to have found no room, as what is tapped is", async () => {
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  const seller: VendeurWork = await nora.join("nora");
  const product = seller.products.byId(CAFE)!;
  for (let id = 1; id <= TICKET_LINES; id++) seller.ticket.add({ ...product, id: 10_000 + id });
  const answer = () => {
    const { id, add } = seller.asking.asked.value[0]!;
    add(2_000);
    seller.asking.over(id);
    return seller.trouble.value;
  };
  // A case of it was scanned: how many are in it?
  assert.equal(seller.scans.add(product, null), true);
  assert.equal(answer(), "full");
  seller.trouble.value = null;
  seller.pick({ ...product, unit: "kg" });
  assert.equal(seller.trouble.value, null, "it is asked for first");
  assert.equal(answer(), "full");
  seller.ticket.clear();
  assert.equal(seller.pick(product), true);
  assert.equal(seller.trouble.value, null);
  seller.ticket.clear();
});

Deno.test("a code that says one kilogram has said how much: it is added, and nobody is asked", async () => {
  const code = `010${OWN}3103001000`;
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  const seller: VendeurWork = await nora.join("nora");
  const product = { ...seller.products.byId(CAFE)!, unit: "kg" as const };
  seller.products.byCode = (text) => text === OWN ? { product, quantity: 1_000 } : null;
  const asked = () => seller.asking.asked.value.length;
  seller.scans.scan({ readings: [code] });
  const line = await eventually("its line", () => seller.ticket.lines.value[0] ?? null);
  assert.deepEqual([line.quantity, asked()], [1_000, 0]);
  // Without a weight in the code it is asked for.
  seller.scans.scan({ readings: [OWN] });
  await eventually("the question", () => asked() === 1 || null);
  seller.ticket.clear();
});

Deno.test("the owner gives an article codes, changes what they stand for, takes them off; a refusal names whose a code is", async () => {
  await using owner = new CatalogueTill(shop.server.url, "127.0.0.1");
  const { codes }: OwnerWork = await owner.join("patron", "mot de passe");
  assert.equal(await codes.add(PAIN, { code: PRESS, quantity: 1_000 }), null);
  assert.equal(await codes.setQuantity({ code: PRESS, quantity: 4_000 }), null);
  assert.deepEqual(await codes.of(PAIN), [{ code: PRESS, quantity: 4_000 }]);
  await eventually("here as well", () => JSON.stringify(owner.meant(PRESS)) === JSON.stringify([PAIN, 4_000]) || null);
  assert.match((await codes.add(PAIN, { code: PACK, quantity: 1_000 }))!.detail!, /« Café »/);
  assert.equal(await codes.remove(PRESS), null);
  assert.deepEqual(await codes.of(PAIN), []);
});

Deno.test("search by any code, or by its beginning in any case, finds the article", async () => {
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  await nora.join("nora");
  await codes("INSERT INTO codes_produits (code, produit_id) VALUES ('REF-12', ?)", [CAFE]);
  await eventually("the new code", () => nora.meant("REF-12") !== null || null);
  for (const words of [OWN, PACK, PACK.slice(0, 6), "ref-12", "caf ref"]) {
    assert.deepEqual(nora.store.products.find(words, null, 9).products.map(({ id }) => id), [CAFE], words);
  }
});

Deno.test("a catalogue with more codes than one answer holds comes whole", async () => {
  await shop.aside((db) =>
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10500)
      INSERT INTO codes_produits (code, produit_id, quantite) SELECT 'N' || i, ${PAIN}, i FROM n`)
  );
  await using nora = new CatalogueTill(shop.server.url, "127.0.0.2");
  await nora.join("nora");
  for (const i of [1, 9_999, 10_000, 10_001, 10_500]) assert.deepEqual(nora.meant(`N${i}`), [PAIN, i]);
  assert.equal(nora.store.products.byId(PAIN)!.codes.length, 10_500);
  assert.equal(new Set(nora.store.products.rows.value!.map(({ id }) => id)).size, nora.store.products.rows.value!.length);
});
