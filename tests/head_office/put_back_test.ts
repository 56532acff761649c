/** Head office's database is put back to an earlier state: nothing that shops have is lost there, and nothing that comes after it is missed. */
import assert from "node:assert/strict";
import { Chain } from "../support/chain.ts";
import { eventually } from "../support/feed.ts";
import { LinkedShop } from "../support/linked_shop.ts";
import { HeadOffice } from "../support/head_office.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { answerOf } from "../support/server.ts";
import { cash, ok, PAIN, Shop, sold } from "../support/shop.ts";

const sell = async (shop: Shop, tickets: number) => {
  for (let n = 0; n < tickets; n++) await sold(shop.chloe, [PAIN], [cash(120)]);
};
const tea = (cents: number) => ({ articles: [{ reference: "THE-1", libelle: "Thé vert", prix_ttc: cents, tva: 550 }] });
const coffee = { articles: [{ reference: "CAF-1", libelle: "Café moulu", prix_ttc: 650, tva: 550 }] };
const priceOf = async (shop: Shop, name: string) =>
  (await shop.rows("SELECT prix_ttc FROM produits WHERE libelle = ?", [name]))[0]?.prix_ttc;
const list = async (shop: Shop) => ok(await answerOf(await shop.owner.get("/api/siege/publications"))).publications;
/** Each as `[number, outcome, whether head office has it no more]`, the latest first. */
const outcomes = async (shop: Shop) =>
  (await list(shop)).map((
    one: { publication: number; etat: string; perdue: boolean },
  ) => [one.publication, one.etat, one.perdue]);

withPostgres("what was received after the copy is sent again, once, in order, and verifies", async () => {
  await using linked = await LinkedShop.open();
  const { postgres, office, shop } = linked;
  await sell(shop, 3);
  await office.hasAll(shop, "lyon");
  const copied = await office.received("lyon");
  const copy = await postgres.dump(office.url);
  await sell(shop, 3);
  await office.hasAll(shop, "lyon");
  assert.ok(await office.received("lyon") > copied, "the premise: more came after the copy");
  await postgres.putBack(office.url, copy);
  await sell(shop, 1);
  await office.hasAll(shop, "lyon");
  await office.assertSame(shop, "lyon");
  const { code, out } = await office.run("verify");
  assert.equal(code, 0, out);
  assert.match(out, /^lyon .*: whole: /);
  const [{ n }] = await office.rows<{ n: string }>("SELECT count(*) AS n FROM comptoir.tickets") as [{ n: string }];
  assert.equal(Number(n), 7);
});

withPostgres("numbers that are given out again are taken by every shop, and what was lost is told on both sides", async () => {
  await using chain = await Chain.open(["lyon", "paris"]);
  const { postgres, office, proxy, shops } = chain;
  const [lyon, paris] = shops as [Shop, Shop];
  const publish = async (kind: string, content: object, ...more: string[]) => {
    const { code, err } = await office.publish(kind, content, ...more);
    assert.equal(code, 0, err);
  };
  await publish("articles", tea(400));
  await publish("articles", coffee);
  for (const name of ["lyon", "paris"]) await office.becameOf(2, name, "appliquee");
  const copy = await postgres.dump(office.url);

  // Lyon alone is told these, and one of them waits for its day.
  await publish("articles", tea(410), "--shops", "lyon");
  await publish("prices", { prix: [{ reference: "CAF-1", prix_ttc: 700 }] }, "--from", "2999-01-01", "--shops", "lyon");
  await office.becameOf(3, "lyon", "appliquee");
  await office.becameOf(4, "lyon", "prevue");
  proxy.cutAll();
  await postgres.putBack(office.url, copy);
  await publish("articles", tea(420));

  for (const name of ["lyon", "paris"]) await office.becameOf(3, name, "appliquee");
  for (const shop of [lyon, paris]) await eventually(async () => await priceOf(shop, "Thé vert") === 420, "the new 3 is taken");
  assert.deepEqual(await outcomes(lyon), [
    [4, "prevue", true],
    [3, "appliquee", false],
    [3, "appliquee", true],
    [2, "appliquee", false],
    [1, "appliquee", false],
  ]);
  assert.deepEqual(await outcomes(paris), [[3, "appliquee", false], [2, "appliquee", false], [1, "appliquee", false]]);

  // What follows is as ever.
  await publish("articles", { articles: [{ reference: "CAF-1", prix_ttc: 660 }] });
  for (const name of ["lyon", "paris"]) await office.becameOf(4, name, "appliquee");
  assert.equal(await priceOf(lyon, "Café moulu"), 660);
  await office.hasAll(lyon, "lyon");
  const told = await office.run("publications");
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, /^4 articles, published \S+: 2 applied$/m);
  assert.match(
    told.out,
    /\nTaken by shops, and here no more, .*:\n {2}4 prices: lyon \(wait for the day\)\n {2}3 articles: lyon \(applied\)\n$/,
  );
  await office.assertSame(lyon, "lyon");
});

withPostgres("a head office that lost all its publications begins anew, and one that lost the last is told of", async () => {
  await using linked = await LinkedShop.open();
  const { office, shop } = linked;
  const publish = async (kind: string, content: object) => {
    const { code, err } = await office.publish(kind, content);
    assert.equal(code, 0, err);
  };
  await publish("articles", tea(400));
  await publish("articles", tea(410));
  await office.becameOf(2, "lyon", "appliquee");
  // By somebody's hand: the same as a restore.
  await office.rows("DELETE FROM comptoir.publications WHERE publication = 2");
  await eventually(async () => (await outcomes(shop))[0][2] === true, "the shop has found it");
  assert.equal(await priceOf(shop, "Thé vert"), 410, "what was done stays");
  await eventually(
    async () => / {2}2 articles: lyon \(applied\)$/m.test((await office.run("publications")).out),
    "head office is told",
  );
  await publish("articles", tea(430));
  await office.becameOf(2, "lyon", "appliquee");
  await office.rows("DELETE FROM comptoir.publications");
  await publish("articles", tea(440));
  await office.becameOf(1, "lyon", "appliquee");
  await eventually(async () => await priceOf(shop, "Thé vert") === 440, "the new 1 is taken");
  assert.deepEqual((await outcomes(shop)).map(([, , lost]: [number, string, boolean]) => lost), [false, true, true, true]);
  // Nothing of head office's was forgotten on the way: it is the same one.
  assert.equal((await shop.rows("SELECT * FROM produits WHERE libelle = 'Thé vert'")).length, 1);
  const links = shop.inspect((db) => db.prepare("SELECT reference FROM articles_siege").all());
  assert.deepEqual(links.map(({ reference }) => reference), ["THE-1"]);
});

withPostgres("what waits for its day and was lost counts before what head office says now for the same day", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await using shop = await Shop.open(["chloe"], { at: "2026-12-20T12:00:00.000Z", zone: "Europe/Paris" });
  const day = "2026-12-21T06:00";
  const put = (number: number, prix_ttc: number, from: string) =>
    office.rows(
      `INSERT INTO comptoir.publications (publication, kind, content, applies_from, published_at)
       VALUES ($1, 'articles', $2, nullif($3, ''), '2026-12-20T10:00:00Z'::timestamptz + $4 * interval '1 second')`,
      [number, JSON.stringify(tea(prix_ttc)), from, prix_ttc],
    );
  await put(1, 400, "");
  await office.link(shop, "lyon");
  await put(2, 410, "");
  await put(3, 470, day);
  await office.becameOf(3, "lyon", "prevue");
  await office.rows("DELETE FROM comptoir.publications WHERE publication > 1");
  await put(2, 480, day);
  await office.becameOf(2, "lyon", "prevue");
  assert.deepEqual((await outcomes(shop)).filter(([, etat]: [number, string]) => etat === "prevue").sort(), [
    [2, "prevue", false],
    [3, "prevue", true],
  ]);
  await shop.server.stop();
  shop.server.clock.pass(24 * 3_600_000);
  shop.server = await shop.server.restart();
  await office.becameOf(2, "lyon", "appliquee");
  const rows = (sql: string) => shop.inspect((db) => db.prepare(sql).all());
  assert.deepEqual(rows("SELECT prix_ttc FROM produits WHERE libelle = 'Thé vert'").map(({ prix_ttc }) => prix_ttc), [480]);
  assert.deepEqual(rows("SELECT * FROM publications WHERE etat <> 'appliquee'"), [], "the lost one counted as well");
});
