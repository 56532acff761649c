/** Prices that are said at the till: of open articles and, with a reason and as far as the caps go, of any other; in the signed record as such. */
import { LIMITS } from "../../shared/limits.ts";
import assert from "node:assert/strict";
import { ownersCode } from "../support/owners_code.ts";
import { assertSound } from "../support/records.ts";
import { type Answer, type Person, uuidv7 } from "../support/server.ts";
import {
  cash,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refused,
  type Sale,
  sent,
  Shop,
  take,
  ticket,
} from "../support/shop.ts";

const DIVERS = 60;
let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, prix_libre) VALUES (?, 'Divers 20 %', 0, 2000, 1)";
  ok(await shop.owner.query("insert", into, [DIVERS]));
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const insert = (sale: string, product: number, price: number | null, who = shop.chloe, label: string | null = null) =>
  who.query(
    "insert",
    "INSERT INTO lignes_vente (id, vente_id, produit_id, prix_unitaire_ttc, libelle) VALUES (?, ?, ?, ?, ?)",
    [uuidv7(), sale, product, price, label],
  );
const reprice = (who: Person, line: string, price: number, reason: string | null = "abîmé") =>
  who.query("update", "UPDATE lignes_vente SET prix_unitaire_ttc = ?, prix_motif = ? WHERE id = ?", [price, reason, line]);
const caps = async (vendeur: number, caisse: number) =>
  ok(await shop.owner.query("update", "UPDATE boutique SET prix_max_vendeur = ?, prix_max_caisse = ?", [vendeur, caisse]));
const linesOf = async (sale: string) =>
  ok(await shop.owner.query("select", "SELECT * FROM lignes_vente WHERE vente_id = ?", [sale])).rows;

Deno.test("an open price is said with its line, must be where the catalogue has none, and is signed as such", async () => {
  const { chloe, nora } = shop;
  const sale = await draft(chloe, [PAIN]);
  assert.equal(refused(await insert(sale.id, DIVERS, null), 409, "constraint_violation").constraint, "rule:price_wanted");
  refused(await insert(sale.id, DIVERS, -1), 409, "constraint_violation");
  ok(await insert(sale.id, DIVERS, 1_250, chloe, "Vase de la vitrine"));
  const other = await draft(nora, [PAIN]);
  ok(await insert(other.id, DIVERS, 300, nora));
  refused(await insert(other.id, DIVERS, 300, chloe), 403, "forbidden");
  const { lignes } = ok(await pay(chloe, sale, [cash(1_370)]));
  const signed = lignes.map((line: Record<string, unknown>) => [line["libelle"], line["prix_unitaire_ttc"], line["prix_libre"]]);
  assert.deepEqual(signed.find(([label]: string[]) => label !== "Pain"), ["Vase de la vitrine", 1_250, true]);
  assert.deepEqual(signed.find(([label]: string[]) => label === "Pain")!.slice(1), [120, undefined]);
  await assertSound(shop);
});

Deno.test("no other price or name than the catalogue's comes with any other article, by SQL or by command", async () => {
  const { chloe, nora } = shop;
  const sale = await draft(chloe, [PAIN]);
  refused(await insert(sale.id, PAIN, 100), 403, "forbidden");
  refused(await insert(sale.id, PAIN, null, chloe, "Brioche"), 403, "forbidden");
  const held = await sent(nora, [PAIN]);
  ok(await take(chloe, held));
  const add = async (produit_id: number, said: Record<string, unknown>) => {
    const { version } = await ticket(chloe, held);
    const lignes = [{ id: uuidv7(), produit_id, quantite: 1_000, ...said }];
    return await command(chloe, `/api/ventes/${held.id}/ajouter`, { version, lignes });
  };
  for (const said of [{ prix_unitaire_ttc: 100 }, { libelle: "Brioche" }]) {
    assert.equal(refused(await add(PAIN, said), 409, "constraint_violation").constraint, "rule:price_fixed");
  }
  assert.equal(refused(await add(DIVERS, {}), 409, "constraint_violation").constraint, "rule:price_wanted");
  assert.equal(ok(await add(DIVERS, { prix_unitaire_ttc: 500, libelle: "Ruban" })).total_ttc, 620);
  // What is in the till's hands changes by command alone.
  refused(await reprice(chloe, held.lignes[0]!, 100), 403, "forbidden");
});

Deno.test("more of an open price is sold at the price that was said, and it may be said again", async () => {
  const { chloe } = shop;
  const sale = await draft(chloe, []);
  ok(await insert(sale.id, DIVERS, 700));
  ok(await chloe.query("update", "UPDATE lignes_vente SET quantite = 2000 WHERE vente_id = ?", [sale.id]));
  assert.equal((await ticket(chloe, sale)).total_ttc, 1_400);
  const [line] = await linesOf(sale.id);
  ok(await reprice(chloe, line.id, 650, null));
  refused(await reprice(chloe, line.id, -1, null), 409, "constraint_violation");
  assert.equal((await ticket(chloe, sale)).total_ttc, 1_300);
});

Deno.test("a price is changed with a reason, as far as the role's cap; beyond it with the owner's word; the ordinary one stays beside it", async () => {
  const { chloe, nora } = shop;
  await caps(0, 1_000);
  const sale = await draft(chloe, [LAMPE]);
  const line = sale.lignes[0]!;
  assert.equal(
    refused(await reprice(chloe, line, 1_900, null), 409, "constraint_violation").constraint,
    "rule:price_reason_wanted",
  );
  for (const [price, over] of [[1_800, 1_799], [2_200, 2_201]] as const) {
    assert.equal(refused(await reprice(chloe, line, over), 403, "owner_wanted").constraint, "rule:price_cap");
    ok(await reprice(chloe, line, price));
    assert.equal((await ticket(chloe, sale)).total_ttc, price);
  }
  // Never by steps: it is held against the ordinary price, which comes back with its own.
  refused(await reprice(chloe, line, 1_799), 403, "owner_wanted");
  refused(
    await chloe.query("update", "UPDATE lignes_vente SET prix_motif = NULL WHERE id = ?", [line]),
    409,
    "constraint_violation",
  );
  ok(await reprice(chloe, line, 2_000, null));
  const [again] = await linesOf(sale.id);
  assert.deepEqual([again.prix_ordinaire, again.prix_motif], [null, null]);

  const accord = { objet: "prix", taux: 5_000, motif: "abîmé" };
  refused(await command(chloe, `/api/ventes/${sale.id}/accorder`, accord), 403, "owner_wanted");
  ok(await command(chloe, `/api/ventes/${sale.id}/accorder`, { ...accord, accord: await ownersCode(shop) }));
  ok(await reprice(chloe, line, 1_000));
  refused(await reprice(chloe, line, 999), 403, "owner_wanted");
  ok(await chloe.query("update", "UPDATE lignes_vente SET quantite = 2000 WHERE id = ?", [line]));
  const { lignes: [signed], total_ttc } = ok(await pay(chloe, sale, [cash(2_000)]));
  assert.deepEqual(
    [total_ttc, signed.prix_unitaire_ttc, signed.prix_ordinaire, signed.prix_motif],
    [2_000, 1_000, 2_000, "abîmé"],
  );
  // With the line itself it is no other.
  const into = "INSERT INTO lignes_vente (id, vente_id, produit_id, prix_unitaire_ttc, prix_motif) VALUES (?, ?, ?, ?, ?)";
  const other = await draft(chloe, []);
  refused(await chloe.query("insert", into, [uuidv7(), other.id, LAMPE, 1_799, "abîmé"]), 403, "owner_wanted");
  refused(await chloe.query("insert", into, [uuidv7(), other.id, LAMPE, 1_800, null]), 403, "forbidden");
  ok(await chloe.query("insert", into, [uuidv7(), other.id, LAMPE, 1_800, "abîmé"]));
  const [came] = await linesOf(other.id);
  assert.deepEqual([came.prix_unitaire_ttc, came.prix_ordinaire, came.prix_motif], [1_800, 2_000, "abîmé"]);
  refused(await reprice(nora, (await draft(nora, [LAMPE])).lignes[0]!, 1_999), 403, "forbidden");
});

Deno.test("a price that is changed on the ticket in hand is judged when it is paid, with the owner's code", async () => {
  const { chloe, nora, owner } = shop;
  await caps(0, 1_000);
  const held = await sent(nora, [LAMPE]);
  ok(await take(chloe, held));
  const { version } = await ticket(chloe, held);
  const change = (price: Record<string, unknown>) =>
    command(chloe, `/api/ventes/${held.id}/modifier`, { version, lignes: [{ id: held.lignes[0], ...price }] });
  assert.equal(
    refused(await change({ prix_unitaire_ttc: 500 }), 409, "constraint_violation").constraint,
    "rule:price_reason_wanted",
  );
  ok(await change({ prix_unitaire_ttc: 500, prix_motif: "dernier exemplaire" }));
  refused(await pay(chloe, held, [cash(500)]), 403, "owner_wanted");
  const now = await ticket(chloe, held);
  const accord = await ownersCode(shop);
  const body = { version: now.version, paiements: [cash(500)], accord };
  ok(await command(chloe, `/api/ventes/${held.id}/encaisser`, body));
  const { rows } = ok(
    await owner.query("select", "SELECT contenu FROM journal_fiscal WHERE genre = 'accord' ORDER BY seq DESC LIMIT 1"),
  );
  const { objet, taux, motif, vente_id } = JSON.parse(rows[0].contenu);
  assert.deepEqual([objet, taux, motif, vente_id], ["prix", 7_500, "dernier exemplaire", held.id]);
});

Deno.test("a ticket that was in hand when a price changed keeps the one of before, for a day; no other comes with it", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { owner, nora } = shop;
  const priced = async (cents: number) =>
    ok(await owner.query("update", "UPDATE produits SET prix_ttc = ? WHERE id = ?", [cents, PAIN]));
  const put = (who: Person, sale: Sale, price: number) => insert(sale.id, PAIN, price, who);
  const former = (answer: Answer) => {
    refused(answer, 409, "constraint_violation");
    assert.equal(answer.body.constraint, "rule:former_price");
  };
  const people = [nora, shop.chloe];
  const early = await Promise.all(people.map((who) => draft(who, [LAMPE])));
  refused(await put(nora, early[0]!, 150), 403, "forbidden");
  await priced(150);
  for (const [at, who] of people.entries()) {
    ok(await put(who, early[at]!, 120));
    refused(await put(who, early[at]!, 119), 403, "forbidden");
    ok(await put(who, early[at]!, 150));
    // Begun since, even by a clock that is as far ahead as a till's may be.
    const late = uuidv7(Date.now() + LIMITS.tillClockMs + 1_000);
    ok(await who.query("insert", "INSERT INTO ventes (id) VALUES (?)", [late]));
    former(await insert(late, PAIN, 120, who));
  }
  // Nothing of it looks like a price that was changed by hand.
  const [line] = await shop.rows(
    "SELECT prix_ordinaire, prix_motif FROM lignes_vente WHERE produit_id = ? AND prix_unitaire_ttc = 120",
    [PAIN],
  );
  assert.deepEqual(line, { prix_ordinaire: null, prix_motif: null });
  await shop.aside((db) =>
    void db.exec("UPDATE _prix_produits SET depuis = strftime('%Y-%m-%dT%H:%M:%fZ', depuis, '-25 hours')")
  );
  former(await put(shop.nora, early[0]!, 120));
});
