/** What counts from when, in a shop that hears of it late; and whose word an article and a person go by. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { HeadOffice } from "../support/head_office.ts";
import { LinkedShop } from "../support/linked_shop.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { answerOf } from "../support/server.ts";
import { ok, openTill, PAIN, Shop } from "../support/shop.ts";

const priceOf = (shop: Shop) =>
  Number(shop.inspect((db) => db.prepare("SELECT prix_ttc FROM produits WHERE id = ?").get(PAIN))!["prix_ttc"]);
const price = (prix_ttc: number) => ({ prix: [{ reference: "PAIN", prix_ttc }] });

/** Published at a moment of the test's own. */
const put = (office: HeadOffice, number: number, content: object, at: string, from: string | null = null) =>
  office.rows(
    `INSERT INTO comptoir.publications (publication, kind, content, applies_from, published_at)
     VALUES ($1, $2, $3, nullif($4, ''), $5::timestamptz)`,
    [number, "articles" in content ? "articles" : "prices", JSON.stringify(content), from ?? "", at],
  );

withPostgres("a shop that was away, or switched off when a day came, ends with the prices of all others", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await using shop = await Shop.open(["chloe"], { at: "2026-12-20T12:00:00.000Z", zone: "Europe/Paris" });
  ok(await openTill(shop.chloe));
  ok(await shop.owner.query("update", "UPDATE produits SET code_barres = '2000000000015' WHERE id = ?", [PAIN]));
  const bread = { articles: [{ reference: "PAIN", code_barres: "2000000000015", prix_ttc: 120 }] };
  await put(office, 1, bread, "2026-12-10T08:00:00Z");
  await put(office, 2, price(150), "2026-12-16T08:00:00Z", "2026-12-20T06:00");
  await put(office, 3, price(130), "2026-12-18T08:00:00Z");
  await office.link(shop, "lyon");
  await office.becameOf(3, "lyon", "appliquee");
  await office.becameOf(2, "lyon", "appliquee");
  assert.equal(priceOf(shop), 150, "it was the last that began to count");

  await put(office, 4, price(170), "2026-12-20T10:00:00Z", "2026-12-21T06:00");
  await office.becameOf(4, "lyon", "prevue");
  await shop.server.stop();
  shop.server.clock.pass(24 * 3_600_000);
  await put(office, 5, price(140), "2026-12-21T08:00:00Z");
  shop.server = await shop.server.restart();
  await office.becameOf(5, "lyon", "appliquee");
  await office.becameOf(4, "lyon", "appliquee");
  await eventually(() => priceOf(shop) === 140, "published when the other counted already");
});

withPostgres("what was known by its code gets a name; another head office's names are its own", async () => {
  await using linked = await LinkedShop.open();
  const { postgres, office, shop } = linked;
  const tea = { libelle: "Thé vert", prix_ttc: 490, tva: 550, code_barres: "3760001000016" };
  const done = async (at: HeadOffice, number: number, kind: string, content: object) => {
    const { code, err } = await at.publish(kind, content);
    assert.equal(code, 0, err);
    await at.becameOf(number, at === office ? "lyon" : "paris", "appliquee");
  };
  const priced = async () => (await shop.rows("SELECT libelle, prix_ttc FROM produits WHERE code_barres = '3760001000016'"));
  await done(office, 1, "articles", { articles: [tea] });
  await done(office, 2, "articles", { articles: [{ ...tea, reference: "THE-1", prix_ttc: 500 }] });
  await done(office, 3, "prices", { prix: [{ reference: "THE-1", prix_ttc: 510 }] });
  await done(office, 4, "prices", { prix: [{ code_barres: tea.code_barres, prix_ttc: 520 }] });
  assert.deepEqual(await priced(), [{ libelle: "Thé vert", prix_ttc: 520 }]);
  await done(office, 5, "people", { personnes: [{ identifiant: "lea", nom: "Léa", role: "vendeur" }] });

  assert.equal((await office.publish("prices", { prix: [{ reference: "THE-1", prix_ttc: 2 }] }, "--from", "2999-01-01")).code, 0);
  await office.becameOf(6, "lyon", "prevue");
  // Its file is lost, so it never left.
  await shop.server.stop();
  await Deno.remove(`${shop.server.dir}/head-office.key`);
  shop.server = await shop.server.restart();
  await using other = await HeadOffice.open(postgres);
  await other.link(shop, "paris");
  assert.equal((await other.publish("prices", { prix: [{ reference: "THE-1", prix_ttc: 1 }] })).code, 0);
  await other.becameOf(1, "paris", "refusee");
  await done(other, 2, "articles", { articles: [{ reference: "THE-1", libelle: "Thermos", prix_ttc: 2_500 }] });
  assert.deepEqual(await priced(), [{ libelle: "Thé vert", prix_ttc: 520 }], "that is another article");
  assert.deepEqual(await shop.rows("SELECT etat FROM publications WHERE publication = 6"), [{ etat: "abandonnee" }]);
  assert.equal((await other.publish("people", { personnes: [{ identifiant: "lea", nom: "X", role: "caisse" }] })).code, 0);
  assert.match((await other.becameOf(3, "paris", "refusee")).motif!, /déjà quelqu'un de cette boutique/);
});

withPostgres("whom the shop has put out stays out, and whom it has made an owner is the shop's", async () => {
  await using linked = await LinkedShop.open();
  const { office, shop: { owner } } = linked;
  const team = async (number: number, nom: string, actif?: 0 | 1) => {
    const personnes = ["lea", "max"].map((identifiant) => ({
      identifiant,
      nom: `${nom} ${identifiant}`,
      role: "vendeur",
      actif,
    }));
    assert.equal((await office.publish("people", { personnes })).code, 0);
    await office.becameOf(number, "lyon", "appliquee");
  };
  const told = async () =>
    ok(await answerOf(await owner.get("/api/users"))).users
      .filter(({ username }: { username: string }) => ["lea", "max"].includes(username));
  await team(1, "A");
  const [lea, max] = await told();
  ok(await answerOf(await owner.send("PATCH", `/api/users/${lea.id}`, JSON.stringify({ active: false }))));
  ok(await answerOf(await owner.send("PATCH", `/api/users/${max.id}`, JSON.stringify({ role: "administrateur" }))));
  await team(2, "B");
  const standing = async () =>
    (await told()).map(({ name, role, active }: { name: string; role: string; active: boolean }) => [name, role, active]);
  assert.deepEqual(await standing(), [["B lea", "vendeur", false], ["A max", "administrateur", true]]);
  await team(3, "B", 1);
  assert.deepEqual(await standing(), [["B lea", "vendeur", true], ["A max", "administrateur", true]]);
});
