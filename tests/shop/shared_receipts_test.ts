/** A receipt on a customer's phone: at an address that nobody can guess, for whoever has it, for a month. */
import assert from "node:assert/strict";
import { card, cash, closeTill, command, draft, LAMPE, ok, openTill, pay, refund, refused, Shop, sold } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe", "marc"]);
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const share = (person = shop.chloe, sale: { readonly id: string }) => command(person, `/api/ventes/${sale.id}/partager`);
const paidLamp = async () => {
  const sale = await draft(shop.chloe, [LAMPE]);
  ok(await pay(shop.chloe, sale, [cash(20_00)]));
  return sale;
};
/** As a customer's phone on the LAN. */
const open = async (adresse: string, headers: Record<string, string> = {}) => {
  const phone = shop.server.at("127.0.0.77");
  const answer = await phone.fetch(`/r/${adresse}`, { headers: { "accept-language": "fr", ...headers } });
  const page = await answer.text();
  phone.client.close();
  return { status: answer.status, headers: answer.headers, page };
};

Deno.test("a phone on the LAN opens the receipt by its address, without a session, a script or the name of who works there", async () => {
  const sale = await paidLamp();
  const { adresse, expire_le } = ok(await share(shop.chloe, sale));
  assert.match(adresse, /^[\w-]{24}$/, "144 random bits");
  const days = (Date.parse(expire_le) - Date.now()) / 86_400_000;
  assert.ok(days > 29.9 && days <= 30.01, String(days));
  const { status, headers, page } = await open(adresse);
  assert.equal(status, 200);
  assert.match(page, /Lampe/);
  assert.match(page, /C1-00000/);
  assert.doesNotMatch(page, /chloe/i);
  assert.doesNotMatch(page, /<script/);
  assert.match(headers.get("content-type")!, /^text\/html/);
  assert.match(headers.get("content-security-policy")!, /default-src 'none'/);
  assert.match(headers.get("x-robots-tag")!, /noindex/);
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(headers.get("referrer-policy"), "no-referrer");
  assert.equal(headers.get("set-cookie"), null);
});

Deno.test("the address is for who took the money while that till is open, and the last one given alone opens the receipt", async () => {
  const sale = await paidLamp();
  for (const person of [shop.marc, shop.owner, shop.nora]) {
    const { status, body } = await share(person, sale);
    assert.ok([403, 409].includes(status), JSON.stringify(body));
    assert.equal(JSON.stringify(body).includes("adresse"), false);
  }
  refused(await share(shop.chloe, await draft(shop.chloe, [LAMPE])), 409, "invalid_state");
  const first = ok(await share(shop.chloe, sale)).adresse;
  const second = ok(await share(shop.chloe, sale)).adresse;
  assert.equal((await open(first)).status, 404);
  assert.equal((await open(second)).status, 200);
});

Deno.test("an address that is none, or is over, is a page that says so; the database and the journal hold no address", async () => {
  const sale = await paidLamp();
  const { adresse } = ok(await share(shop.chloe, sale));
  for (const wrong of ["x", "A".repeat(24), `${adresse.slice(0, -1)}${adresse.endsWith("_") ? "-" : "_"}`, "%00", "'--"]) {
    const { status, page } = await open(wrong);
    assert.equal(status, 404, wrong);
    assert.match(page, /n'est plus à cette adresse/);
  }
  const held = shop.inspect((db) =>
    db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all().flatMap(({ name }) =>
      db.prepare(`SELECT * FROM "${name}"`).all().map((row) => JSON.stringify(row))
    )
  );
  assert.ok(held.some((row) => row.includes(sale.id)), "the premise: rows were read");
  assert.equal(held.some((row) => row.includes(adresse)), false);
  await shop.aside((db) => void db.exec("UPDATE _recus_partages SET expire_le = '2026-01-01T00:00:00.000Z'"));
  assert.equal((await open(adresse)).status, 404);
});

Deno.test("the page obeys the rules of every request: foreign hosts and origins are refused, a person's own step is not, and who asks much waits", async () => {
  const { adresse } = ok(await share(shop.chloe, await paidLamp()));
  assert.equal((await open(adresse, { origin: "https://evil.example" })).status, 403);
  assert.equal((await open(adresse, { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).status, 403);
  assert.equal((await open(adresse, { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })).status, 200);
  let refusedFrom: string | null = null;
  for (let at = 0; at < 70 && refusedFrom === null; at++) {
    const { status, headers } = await open(adresse);
    if (status === 429) refusedFrom = headers.get("retry-after");
  }
  assert.notEqual(refusedFrom, null, "sixty a minute");
});

Deno.test("a legal warranty, a card taken off and a card that is credited print unasked; nothing else does", async () => {
  const { chloe, owner } = shop;
  assert.equal((await sold(chloe, [LAMPE], [cash(20_00)])).a_imprimer, false);
  ok(await owner.query("update", "UPDATE produits SET garantie_legale = 1 WHERE id = ?", [LAMPE]));
  assert.equal((await sold(chloe, [LAMPE], [cash(20_00)])).a_imprimer, true);
  ok(await owner.query("update", "UPDATE produits SET garantie_legale = 0 WHERE id = ?", [LAMPE]));

  const sale = await draft(chloe, [LAMPE]);
  const annonce_id = sale.lignes[0]!;
  ok(await command(chloe, `/api/ventes/${sale.id}/annoncer`, { annonce_id, mode: "carte", montant: 20_00 }));
  ok(await command(chloe, `/api/ventes/${sale.id}/retirer`, { annonce_id, motif: "Refusé par le terminal" }));
  assert.equal(ok(await pay(chloe, sale, [cash(20_00)])).a_imprimer, true);

  const byCard = await draft(chloe, [LAMPE]);
  assert.equal(ok(await pay(chloe, byCard, [card(20_00)])).a_imprimer, false);
  assert.equal(ok(await refund(chloe, byCard, { [byCard.lignes[0]!]: 1_000 }, [card(20_00)])).a_imprimer, true);
});

Deno.test("once the drawer is counted its receipts are given no more addresses", async () => {
  const sale = await paidLamp();
  ok(await closeTill(shop.chloe, 0, "C1", "compté pour l'essai"));
  refused(await share(shop.chloe, sale), 409, "invalid_state");
});

Deno.test("what a till offers is the owner's setting, and none of three words is no setting", async () => {
  const set = (recu: string) => shop.owner.query("update", "UPDATE boutique SET recu = ?", [recu]);
  assert.deepEqual(await shop.rows("SELECT recu FROM boutique"), [{ recu: "aucun" }]);
  for (const recu of ["papier", "qr", "aucun"]) ok(await set(recu));
  refused(await set("pigeon"), 409, "constraint_violation");
});
