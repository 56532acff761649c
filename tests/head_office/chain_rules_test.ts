/** What head office publishes for a day to come, what a shop may set itself, its people and its settings. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { HeadOffice } from "../support/head_office.ts";
import { LinkedShop } from "../support/linked_shop.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { answerOf, Person } from "../support/server.ts";
import { ok, openTill, PAIN, Shop } from "../support/shop.ts";

const priceOf = (shop: Shop, id: number) =>
  Number(shop.inspect((db) => db.prepare("SELECT prix_ttc FROM produits WHERE id = ?").get(id))!["prix_ttc"]);
const publications = async (shop: Shop) => ok(await answerOf(await shop.owner.get("/api/siege/publications"))).publications;

/** The bread of the shop, as head office knows it. */
const bread = (prix_ttc: number) => ({
  articles: [{ reference: "PAIN", code_barres: "2000000000015", libelle: "Pain", prix_ttc }],
});

async function withBread(shop: Shop, office: HeadOffice): Promise<void> {
  ok(await shop.owner.query("update", "UPDATE produits SET code_barres = '2000000000015' WHERE id = ?", [PAIN]));
  assert.equal((await office.publish("articles", bread(120))).code, 0);
  await office.becameOf(1, "lyon", "appliquee");
}

withPostgres(
  "prices from a date wait in the shop, are seen there, and count when its own clock says so, head office or not",
  async () => {
    await using postgres = await Postgres.start();
    await using office = await HeadOffice.open(postgres);
    await using shop = await Shop.open(["chloe"], { at: "2026-12-15T04:50:00.000Z", zone: "Europe/Paris" });
    ok(await openTill(shop.chloe));
    await office.link(shop, "lyon");
    await withBread(shop, office);
    const later = { prix: [{ reference: "PAIN", prix_ttc: 150 }] };
    assert.equal((await office.publish("prices", later, "--from", "2026-12-15T06:00")).code, 0);
    assert.equal(
      (await office.publish("prices", { prix: [{ reference: "NADA", prix_ttc: 1 }] }, "--from", "2026-12-15T05:55")).code,
      0,
    );
    await office.becameOf(2, "lyon", "prevue");
    await office.becameOf(3, "lyon", "prevue");
    const [unknown, planned] = await publications(shop);
    assert.deepEqual([planned.publication, planned.a_partir_de, planned.prix], [
      2,
      "2026-12-15T06:00",
      [{ libelle: "Pain", avant: 120, prix_ttc: 150 }],
    ]);
    assert.deepEqual([unknown.publication, unknown.prix], [3, [{ libelle: "NADA", avant: null, prix_ttc: 1 }]]);
    assert.equal(priceOf(shop, PAIN), 120);

    await postgres.stop();
    // Six in the morning there is five in UTC.
    const minutes = 60_000;
    shop.server.clock.pass(6 * minutes);
    await eventually(async () => (await publications(shop))[1].etat === "refusee", "five to six");
    assert.equal(priceOf(shop, PAIN), 120);
    shop.server.clock.pass(5 * minutes);
    await eventually(() => priceOf(shop, PAIN) === 150, "six in the morning");
    const [record] = shop.inspect((db) =>
      db.prepare("SELECT username FROM _journal WHERE kind = 'publication' ORDER BY seq DESC LIMIT 1").all()
    );
    assert.equal(record!["username"], "siege");
    await postgres.resume();
    await office.becameOf(2, "lyon", "appliquee");
    assert.match((await office.becameOf(3, "lyon", "refusee")).motif!, /pas connu de cette boutique/);
  },
);

withPostgres(
  "what a shop may set itself stays and is told upstream; elsewhere head office wins; whoever leaves waits for nothing",
  async () => {
    await using linked = await LinkedShop.open();
    const { office, shop } = linked;
    await withBread(shop, office);
    const local = (sql: string) => shop.owner.query("update", `UPDATE produits SET ${sql} WHERE id = ${PAIN}`).then(ok);
    await local("prix_ttc = 130, libelle = 'Pain d''ici'");
    assert.equal((await office.publish("rules", { libres: ["prix_ttc", "actif"] })).code, 0);
    assert.equal((await office.publish("articles", bread(140))).code, 0);
    const { detail } = await office.becameOf(3, "lyon", "appliquee");
    assert.deepEqual(JSON.parse(detail).gardes, [{ reference: "PAIN", colonne: "prix_ttc", ici: 130, siege: 140 }]);
    assert.deepEqual(
      (await shop.rows("SELECT prix_ttc, libelle FROM produits WHERE id = ?", [PAIN]))[0],
      { prix_ttc: 130, libelle: "Pain" },
    );
    assert.match((await office.run("publications")).out, /lyon keeps 1 values of its own/);
    // As head office has it, it is nobody's own any more.
    await local("prix_ttc = 140");
    assert.equal((await office.publish("articles", bread(145))).code, 0);
    await office.becameOf(4, "lyon", "appliquee");
    assert.equal(priceOf(shop, PAIN), 145);
    await local("prix_ttc = 99");
    assert.equal((await office.publish("rules", { libres: [] })).code, 0);
    assert.equal((await office.publish("prices", { prix: [{ code_barres: "2000000000015", prix_ttc: 150 }] })).code, 0);
    await office.becameOf(6, "lyon", "appliquee");
    assert.equal(priceOf(shop, PAIN), 150);

    assert.equal(
      (await office.publish("prices", { prix: [{ reference: "PAIN", prix_ttc: 1 }] }, "--from", "2999-01-01")).code,
      0,
    );
    await office.becameOf(7, "lyon", "prevue");
    assert.equal((await shop.owner.send("DELETE", "/api/head-office", "")).status, 204);
    const [given] = await publications(shop);
    assert.deepEqual([given.publication, given.etat], [7, "abandonnee"]);
    assert.equal(priceOf(shop, PAIN), 150, "everything as it is");
  },
);

withPostgres(
  "people come without a password: the owner gives one, head office withdraws them, and nobody of the shop is taken over",
  async () => {
    await using linked = await LinkedShop.open();
    const { office, shop } = linked;
    const { server, owner } = shop;
    const people = (text: string) => office.publish("people", `identifiant;nom;role;actif\n${text}`);
    assert.equal((await people("lea;Léa Martin;vendeur;\n")).code, 0);
    await office.becameOf(1, "lyon", "appliquee");
    const lea = async () =>
      ok(await answerOf(await owner.get("/api/users"))).users.find(({ username }: { username: string }) => username === "lea");
    assert.deepEqual(
      [(await lea()).name, (await lea()).role, (await lea()).active, (await lea()).password, (await lea()).pin],
      ["Léa Martin", "vendeur", true, false, false],
    );
    assert.equal((await shop.rows("SELECT nom FROM equipe WHERE nom = 'Léa Martin'")).length, 1);
    const signIn = async (password: string) => {
      const person = new Person(server, "127.0.0.9");
      const { status, body } = await answerOf(await person.post("/api/auth", { username: "lea", password }));
      person.client.close();
      return { status, body };
    };
    for (const password of ["", "x", "lea", "undefined"]) assert.equal((await signIn(password)).status === 200, false, password);
    ok(
      await answerOf(
        await owner.send("PATCH", `/api/users/${(await lea()).id}`, JSON.stringify({ password: "mot de passe de léa" })),
      ),
    );
    assert.equal((await signIn("mot de passe de léa")).status, 200);
    assert.equal((await lea()).password, true);
    const token = (await signIn("mot de passe de léa")).body.token;

    // Named after somebody of the shop.
    assert.equal((await people("CHLOE;Autre;caisse;\nmax;Max;vendeur;\n")).code, 0);
    assert.match((await office.becameOf(2, "lyon", "refusee")).motif!, /« CHLOE » est déjà quelqu'un de cette boutique/);
    assert.equal((await shop.rows("SELECT nom FROM equipe WHERE nom = 'Max'")).length, 0, "all of it or nothing");

    assert.equal((await people("lea;Léa Durand;caisse;oui\n")).code, 0);
    await office.becameOf(3, "lyon", "appliquee");
    assert.deepEqual([(await lea()).name, (await lea()).role], ["Léa Durand", "caisse"]);
    assert.equal((await people("lea;Léa Durand;caisse;non\n")).code, 0);
    await office.becameOf(4, "lyon", "appliquee");
    assert.equal((await lea()).active, false);
    assert.equal((await signIn("mot de passe de léa")).status, 401);
    const gone = await fetch(`${server.url}/api/auth`, { headers: { authorization: `Bearer ${token}` } });
    await gone.body?.cancel();
    assert.equal(gone.status, 401, "what was open ended at once");
    const signed = shop.inspect((db) =>
      db.prepare("SELECT genre, contenu FROM journal_fiscal WHERE genre LIKE 'compte_%' AND contenu LIKE '%lea%' ORDER BY seq")
        .all()
    );
    assert.deepEqual(signed.map(({ genre }) => genre), ["compte_cree", "compte_modifie", "compte_modifie", "compte_modifie"]);
    for (const { contenu } of signed.filter(({ genre }, at) => genre === "compte_cree" || at > 1)) {
      assert.match(String(contenu), /"par":"siege"/);
    }
  },
);

withPostgres("settings of a whole chain are the shop's at once, signed; messages are shown until their day is over", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await using shop = await Shop.open(["chloe"], { at: "2026-12-15T22:50:00.000Z", zone: "Europe/Paris" });
  await office.link(shop, "lyon");
  assert.equal(
    (await office.publish("settings", { reglages: { especes_max: 90_000, message: "Merci de votre visite" } })).code,
    0,
  );
  await office.becameOf(1, "lyon", "appliquee");
  assert.deepEqual((await shop.rows("SELECT especes_max, message FROM boutique"))[0], {
    especes_max: 90_000,
    message: "Merci de votre visite",
  });
  const [signed] = shop.inspect((db) =>
    db.prepare("SELECT contenu FROM journal_fiscal WHERE genre = 'reglages' ORDER BY seq DESC LIMIT 1").all()
  );
  assert.match(String(signed!["contenu"]), /"par":"siege"/);

  for (
    const [pour, texte] of [["caisses", "Soldes demain"], ["proprietaire", "Inventaire surprise mardi"], ["tous", "Fermé le 25"]]
  ) {
    assert.equal((await office.publish("message", { texte, pour, jusqu_au: "2026-12-15" })).code, 0);
  }
  await office.becameOf(4, "lyon", "appliquee");
  const shown = async () =>
    ok(await shop.chloe.query("select", "SELECT texte FROM annonces ORDER BY id")).rows.map(({ texte }: { texte: string }) =>
      texte
    );
  assert.deepEqual(await shown(), ["Soldes demain", "Fermé le 25"]);
  const all = (await publications(shop)).map(({ detail }: { detail: { texte?: string } }) => detail.texte).filter(Boolean);
  assert.deepEqual(all, ["Fermé le 25", "Inventaire surprise mardi", "Soldes demain"]);
  shop.server.clock.pass(11 * 60_000);
  await eventually(async () => (await shown()).length === 0, "the day is over");
});
