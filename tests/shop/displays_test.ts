/** Customer displays: who may have one, what it shows and what never, and that it can do nothing else. */
import assert from "node:assert/strict";
import { MORNING } from "../support/clock_shop.ts";
import { DisplayScreen } from "../support/display_screen.ts";
import { Feed } from "../support/feed.ts";
import type { Person } from "../support/server.ts";
import {
  card,
  cash,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refused,
  sent,
  Shop,
  take,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe", "marc"]);
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

/** Opens a till, with its page connected, for one test. */
async function opened(person: Person, till = "C1") {
  ok(await openTill(person, 0, till));
  const page = await Feed.open(person);
  return {
    page,
    async [Symbol.asyncDispose]() {
      if (page.closed === null) await page.close();
      ok(await closeTill(person, 0, till, "fin du test"));
    },
  };
}
const own = (person: Person, till = "C1") => command(person, `/api/caisses/${till}/afficheur`);
const invite = (till = "C1") => command(shop.owner, `/api/caisses/${till}/afficheur/inviter`);
const forget = (till = "C1") => command(shop.owner, `/api/caisses/${till}/afficheur/oublier`);
async function paired(till = "C1"): Promise<string> {
  using tablet = shop.server.at("127.0.0.67");
  const { caisse, cle } = ok(await command(tablet, "/api/afficheurs", { code: ok(await invite(till)).code }));
  assert.equal(caisse, till);
  return cle;
}
const labels = (screen: DisplayScreen) => screen.shows?.ticket?.lignes.map(({ libelle }) => libelle) ?? null;

Deno.test("a paired screen follows its till: idle, the ticket in hand, what was given, change and thanks, in no one's name", async () => {
  await using _ = await opened(shop.chloe);
  await using screen = DisplayScreen.open(shop.server, await paired());
  const idle = await screen.until(() => true, "the first frame");
  assert.deepEqual([idle.caisse, idle.presente, idle.ticket], ["C1", true, null]);

  const sale = await sent(shop.nora, [{ produit: PAIN, quantite: 2000 }, LAMPE]);
  ok(await take(shop.chloe, sale));
  const inHand = await screen.until(({ ticket }) => ticket?.etat === "en_caisse", "the ticket in hand");
  assert.deepEqual(inHand.ticket!.lignes.map(({ libelle, quantite, total_ttc }) => [libelle, quantite, total_ttc]), [
    ["Pain", 2000, 240],
    ["Lampe", 1000, 2000],
  ]);
  assert.deepEqual([inHand.ticket!.total_ttc, inHand.ticket!.donne, inHand.ticket!.rendu], [2240, 0, 0]);

  ok(await command(shop.chloe, `/api/ventes/${sale.id}/annoncer`, { annonce_id: sale.lignes[0], mode: "carte", montant: 1000 }));
  await screen.until(({ ticket }) => ticket?.donne === 1000, "the card that was charged");
  ok(await pay(shop.chloe, sale, [card(1000), cash(2000)]));
  const paid = await screen.until(({ ticket }) => ticket?.etat === "payee", "the payment");
  assert.deepEqual([paid.ticket!.total_ttc, paid.ticket!.donne, paid.ticket!.rendu], [2240, 3000, 760]);
  for (const word of ["chloe", "nora", "especes", "carte", "client"]) {
    assert.equal(screen.heard.toLowerCase().includes(word), false, `${word}: ${screen.heard}`);
  }
  // The next customer's ticket takes its place.
  ok(await take(shop.chloe, await sent(shop.nora, [LAMPE])));
  await screen.until(() => labels(screen)?.join() === "Lampe", "the next ticket");
});

Deno.test("what goes on the customer's account is shown apart: nobody has received it", async () => {
  await using _ = await opened(shop.chloe);
  await using screen = DisplayScreen.open(shop.server, await paired());
  ok(await shop.chloe.query("insert", "INSERT INTO clients (id, nom) VALUES (7, 'Anne Onyme')"));
  ok(await command(shop.owner, "/api/clients/7/plafond", { plafond: 5_000 }));
  const sale = await draft(shop.chloe, [LAMPE]);
  ok(await shop.chloe.query("update", "UPDATE ventes SET client_id = 7 WHERE id = ?", [sale.id]));
  ok(await pay(shop.chloe, sale, [cash(500), { mode: "compte", montant: 1_500 }]));
  const { ticket } = await screen.until(({ ticket }) => ticket?.id === sale.id && ticket.etat === "payee", "the payment");
  assert.deepEqual([ticket!.donne, ticket!.compte, ticket!.rendu], [500, 1_500, 0]);
  assert.ok(!screen.heard.includes("Onyme"));
});

Deno.test("the address of a receipt that the till gave is on its screen, and on no other till's", async () => {
  await using _ = await opened(shop.chloe);
  await using __ = await opened(shop.marc, "C2");
  await using screen = DisplayScreen.open(shop.server, await paired());
  await using other = DisplayScreen.open(shop.server, await paired("C2"));
  await other.until(({ presente }) => presente, "the other till");
  const sale = await draft(shop.chloe, [PAIN]);
  ok(await pay(shop.chloe, sale, [cash(200)]));
  const before = await screen.until(({ ticket }) => ticket?.id === sale.id && ticket.etat === "payee", "the payment");
  assert.equal(before.ticket!.recu, undefined);
  const { adresse } = ok(await command(shop.chloe, `/api/ventes/${sale.id}/partager`));
  const { ticket } = await screen.until(({ ticket }) => ticket?.recu !== undefined, "the receipt's address");
  assert.equal(ticket!.recu, `/r/${adresse}`);
  const theirs = await draft(shop.marc, [LAMPE]);
  ok(await pay(shop.marc, theirs, [cash(2000)]));
  await other.until(({ ticket }) => ticket?.id === theirs.id && ticket.etat === "payee", "its own ticket");
  assert.equal(other.heard.includes(sale.id) || other.heard.includes(adresse), false, other.heard);
});

Deno.test("what is fetched elsewhere has its number on the screen once it is paid, and not before", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { owner, nora, chloe } = shop;
  // At an address where no printer is: the slip waits, the number is there.
  ok(await owner.query("insert", "INSERT INTO imprimantes (id, nom, adresse) VALUES (1, 'Cuisine', '127.9.9.9')"));
  ok(await owner.query("insert", "INSERT INTO categories (id, nom, imprimante_id) VALUES (1, 'Plats', 1)"));
  ok(await owner.query("update", "UPDATE produits SET categorie_id = 1 WHERE id = ?", [PAIN]));
  ok(await owner.query("update", "UPDATE boutique SET numeros_retrait = 1"));
  ok(await openTill(chloe));
  const page = await Feed.open(chloe);
  await using screen = DisplayScreen.open(shop.server, ok(await own(chloe)).cle);
  const sale = await sent(nora, [PAIN]);
  ok(await take(chloe, sale));
  const inHand = await screen.until(({ ticket }) => ticket?.etat === "en_caisse", "the ticket in hand");
  assert.equal(inHand.ticket!.retrait, undefined);
  assert.equal(ok(await pay(chloe, sale, [card(120)])).retrait, 1);
  const paid = await screen.until(({ ticket }) => ticket?.etat === "payee", "the payment");
  assert.equal(paid.ticket!.retrait, 1);
  ok(await pay(chloe, await draft(chloe, [LAMPE]), [cash(2000)]));
  const next = await screen.until(({ ticket }) => ticket?.total_ttc === 2000 && ticket.etat === "payee", "the next");
  assert.equal(next.ticket!.retrait, undefined, "nothing of it is prepared");
  await page.close();
});

Deno.test("after the PC's clock was put back by seconds the next customer's ticket takes the place of the paid one all the same", async () => {
  await using shop = await Shop.open(["chloe"], { at: MORNING });
  const { chloe } = shop;
  ok(await openTill(chloe));
  const page = await Feed.open(chloe);
  await using screen = DisplayScreen.open(shop.server, ok(await own(chloe)).cle);
  shop.server.clock.put("2026-03-10T08:59:30.000Z");
  const sale = await draft(chloe, [PAIN]);
  ok(await pay(chloe, sale, [cash(120)]));
  await screen.until(({ ticket }) => ticket?.etat === "payee", "the payment");
  await draft(chloe, [LAMPE]);
  await screen.until(() => labels(screen)?.join() === "Lampe", "the next ticket");
  await page.close();
});

Deno.test("a till whose cashier signs out, or whose page is gone, has an idle screen; back again, what is in hand", async () => {
  await using till = await opened(shop.chloe);
  await using screen = DisplayScreen.open(shop.server, await paired());
  const sale = await sent(shop.nora, [LAMPE]);
  ok(await take(shop.chloe, sale));
  await screen.until(({ ticket }) => ticket?.id === sale.id, "the ticket in hand");
  await till.page.close();
  const gone = await screen.until(({ ticket }) => ticket === null, "the idle screen");
  assert.equal(gone.presente, false);
  const page = await Feed.open(shop.chloe);
  await screen.until(({ ticket }) => ticket?.id === sale.id, "the ticket again");
  await page.close();
});

Deno.test("the second window's key is its own till's, for that session of it alone", async () => {
  refused(await own(shop.chloe), 409, "till_closed");
  let key: string;
  {
    await using _ = await opened(shop.chloe);
    for (const [person, till] of [[shop.marc, "C1"], [shop.chloe, "C2"]] as const) {
      refused(await own(person, till), 409, "till_closed");
    }
    for (const person of [shop.nora, shop.owner]) refused(await own(person), 403, "forbidden");
    key = ok(await own(shop.chloe)).cle;
    await using screen = DisplayScreen.open(shop.server, key);
    await screen.until(({ presente }) => presente, "the first frame");
    // A till that is out of service shows nothing, so it gives no key either.
    const active = (to: 0 | 1) => shop.owner.query("update", "UPDATE caisses SET active = ? WHERE nom = 'C1'", [to]);
    ok(await active(0));
    refused(await own(shop.chloe), 404, "not_found");
    ok(await active(1));
  }
  const late = DisplayScreen.open(shop.server, key);
  assert.equal(await late.feed.closing(), 4401);
  assert.equal(late.shows, null);
});

Deno.test("a code pairs one screen once; wrong ones are told, and who guesses has to wait", async () => {
  const { code } = ok(await invite());
  using tablet = shop.server.at("127.0.0.68");
  ok(await command(tablet, "/api/afficheurs", { code }));
  refused(await command(tablet, "/api/afficheurs", { code }), 403, "enrolment_code_invalid");
  for (const body of [{}, { code: 123456 }, { code: "12345" }, { code: "1".repeat(5000) }, { code, caisse: "C2" }, []]) {
    refused(await command(tablet, "/api/afficheurs", body), 400, "invalid_body");
  }
  refused(await command(shop.owner, "/api/caisses/C9/afficheur/inviter"), 404, "not_found");
  refused(await command(shop.chloe, "/api/caisses/C1/afficheur/inviter"), 403, "forbidden");
  // A code that opens a till opens no screen.
  const device = ok(await command(shop.owner, "/api/caisses/C2/inviter")).code;
  refused(await command(tablet, "/api/afficheurs", { code: device }), 403, "enrolment_code_invalid");
  using guesser = shop.server.at("127.0.0.69");
  const codes: string[] = [];
  for (let at = 0; at < 7; at++) codes.push((await command(guesser, "/api/afficheurs", { code: "000000" })).body.code);
  assert.equal(codes.at(-1), "too_many_attempts", codes.join());
});

Deno.test("a screen's key opens nothing else, and a screen that says anything is cut", async () => {
  const key = await paired();
  using thief = shop.server.at("127.0.0.70");
  thief.token = key;
  assert.equal((await thief.get("/api/auth")).status, 401);
  refused(await thief.query("select", "SELECT 1"), 401, "unauthenticated");
  refused(await own(thief), 401, "unauthenticated");
  const ear = new Feed(thief.socket());
  await ear.ended;
  assert.equal(ear.messages.length, 0);
  const screen = DisplayScreen.open(shop.server, key);
  await screen.until(() => true, "the first frame");
  screen.feed.socket.send('{"type":"ping"}');
  assert.equal(await screen.feed.closing(), 4400);
  // Nor does anybody's session open a screen.
  const seller = DisplayScreen.open(shop.server, shop.nora.token!);
  assert.equal(await seller.feed.closing(), 4401);
  assert.equal(seller.shows, null);
  assert.equal((await thief.fetch("/ws/afficheur")).status, 426);
});

Deno.test("screens that the owner forgets go dark at once", async () => {
  const screen = DisplayScreen.open(shop.server, await paired("C2"));
  await using stays = DisplayScreen.open(shop.server, await paired("C1"));
  await screen.until(() => true, "the first frame");
  await stays.until(() => true, "the first frame");
  // Amid writes to another table, which is all that is told of what is written together.
  const others = Array.from({ length: 12 }, () => shop.owner.query("update", "UPDATE produits SET prix_ttc = prix_ttc + 1"));
  assert.ok(ok(await forget("C2")).oublies >= 1);
  for (const written of others) ok(await written);
  // Sooner than a heartbeat looks by itself.
  assert.equal(await screen.feed.closing(5_000), 4401);
  assert.equal(stays.feed.closed, null);
});
