/** What somebody may write at head office who may write there: none of it stops a shop, gives a right, or keeps what follows waiting. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { eventually } from "../support/feed.ts";
import { LinkedShop } from "../support/linked_shop.ts";
import { withPostgres } from "../support/postgres.ts";
import { answerOf } from "../support/server.ts";
import { cash, ok, PAIN, sold } from "../support/shop.ts";

const json = JSON.stringify;
const tea = (more: object) => json({ articles: [{ reference: "THE-1", libelle: "Thé vert", prix_ttc: 400, tva: 550, ...more }] });
const rules = json({ libres: [] });
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

/** Kind, content, and what the shop says of it. */
const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ["articles", "x".repeat(LIMITS.publicationBytes + 1), /dépasse 3145728 caractères/],
  ["articles", deep(500_000), /forme/],
  ["articles", `{"articles":${deep(100_000)}}`, /forme/],
  ["articles", `{"articles":[{"reference":"A","libelle":${deep(1_000)},"prix_ttc":1}]}`, /libelle : un texte/],
  ["articles", json({ articles: Array.from({ length: 10_001 }, (_, at) => ({ reference: `R${at}` })) }), /10000 lignes au plus/],
  ["articles", tea({ libelle: "x".repeat(1_000_000) }), /libelle : un texte de 1 à 200/],
  ["articles", tea({ libelle: "a\u0000b" }), /libelle : un texte/],
  ["articles", tea({}).replace("Thé vert", "\\ud800"), /libelle : un texte/],
  ["articles", tea({ prix_ttc: 2 ** 53 }), /prix_ttc : un nombre entier/],
  ["articles", tea({}).replace("400", "9223372036854775807"), /prix_ttc : un nombre entier/],
  ["articles", tea({}).replace("400", "1e400"), /prix_ttc : un nombre entier/],
  ["articles", tea({}).replace("400", "-0.5"), /prix_ttc : un nombre entier/],
  ["articles", tea({ stock: 5, id: 1 }), /stock : ce nom n'est pas connu/],
  ["articles", tea({}).replace('"tva"', '"__proto__"'), /__proto__ : ce nom/],
  ["articles", tea({}).replace('"tva"', `"${"\\ud83d\\u0000\\u202e".repeat(100)}"`), /^ligne 1, \ufffd+ : ce nom/],
  ["articles", json({ articles: [tea({}), tea({})] }), /forme/],
  ["rules", json({ libres: ["prix_ttc", "role", "password_hash"] }), /role : ce nom/],
  ["people", json({ personnes: [{ identifiant: "mallory", nom: "Mallory", role: "administrateur" }] }), /role : un mot/],
  [
    "people",
    json({ personnes: [{ identifiant: "mallory", nom: "Mallory", role: "caisse", password_hash: "x" }] }),
    /password_hash/,
  ],
  ["people", json({ personnes: [{ identifiant: "patron", nom: "Mallory", role: "caisse" }] }), /déjà quelqu'un/],
  ["settings", json({ reglages: { siret: "1", bons_chaine: 1 } }), /siret : ce nom/],
  ["prices", json({ prix: [{ reference: "INCONNU", prix_ttc: 1 }] }), /pas connu de cette boutique/],
  ["k".repeat(1_000_000), "{}", /^« k{40} » n'est pas connu de cette version/],
  ["a\u202eb", "{}", /^« a\ufffdb »/],
  ["rules2", json({ regles: [], version: 2 }), /rules2 » n'est pas connu de cette version/],
  ["", "", /n'est pas connu/],
];

withPostgres("whatever head office's rows say is refused with its reason, and what follows is taken; tills sell on", async () => {
  await using linked = await LinkedShop.open();
  const { office, shop } = linked;
  const team = () => shop.inspect((db) => db.prepare("SELECT username, role FROM _users ORDER BY id").all());
  const before = team();
  const put = (number: string, kind: string, content: string, from = "", at = "now") =>
    office.rows(
      `INSERT INTO comptoir.publications (publication, kind, content, applies_from, published_at)
       VALUES ($1::bigint, $2, $3, nullif($4, ''), $5::text::timestamptz)`,
      [number, kind, content, from, at],
    );
  // With holes between the numbers, and one before the first.
  await put("0", "articles", tea({}));
  await put("-5", "articles", tea({}));
  for (const [at, [kind, content]] of WRONG.entries()) await put(String(3 * at + 2), kind, content);
  const after = 3 * WRONG.length;
  await put(String(after), "articles", tea({}));
  await office.becameOf(after, "lyon", "appliquee");
  for (const [at, [, , reason]] of WRONG.entries()) {
    assert.match((await office.becameOf(3 * at + 2, "lyon", "refusee")).motif!, reason);
  }
  assert.deepEqual(team(), before, "nobody has got a right");

  // Dates that no calendar here has.
  const moments = ["infinity", "-infinity", "0001-01-01", "4713-01-01 BC", "294276-12-31"];
  for (const [at, moment] of moments.entries()) await put(String(after + 1 + at), "rules", rules, "", moment);
  const dated = after + 1 + moments.length;
  const froms = [
    "infinity",
    "9999-99-99T99:99",
    "2026-02-30T06:00",
    "x".repeat(100_000),
    "294276-12-31T00:00",
    "0001-01-01T00:00",
  ];
  for (const [at, from] of froms.entries()) await put(String(dated + at), "rules", rules, from);
  const last = dated + froms.length;
  await put(String(last), "articles", tea({ prix_ttc: 450 }), "", "infinity");
  await office.becameOf(last, "lyon", "appliquee");
  for (const at of moments.keys()) await office.becameOf(after + 1 + at, "lyon", "appliquee");
  for (const at of froms.keys()) {
    // The year 1 is a minute, and over.
    const { motif } = await office.becameOf(dated + at, "lyon", at === froms.length - 1 ? "appliquee" : "refusee");
    if (motif !== null) assert.match(motif, /^applies_from : une minute est attendue/);
  }

  // A row that becomes another once it was taken, and numbers that JSON does not hold: neither is read, and others follow.
  await office.rows("UPDATE comptoir.publications SET kind = 'people', content = '{}' WHERE publication = $1", [last]);
  await put("9223372036854775807", "articles", tea({ prix_ttc: 1 }));
  await put("9007199254740993", "articles", tea({ prix_ttc: 1 }));
  const { code, out, err } = await office.publish("articles", tea({ prix_ttc: 460 }));
  assert.equal(code, 0, err);
  assert.match(out, new RegExp(`^Publication ${last + 1}:`));
  await office.becameOf(last + 1, "lyon", "appliquee");
  await eventually(
    async () => (await shop.rows("SELECT prix_ttc FROM produits WHERE libelle = 'Thé vert'"))[0].prix_ttc === 460,
    "the price is there",
  );

  // The owner's list can be read, and a till sells.
  const { publications } = ok(await answerOf(await shop.owner.get("/api/siege/publications")));
  assert.ok(
    publications.every(({ genre, motif }: { genre: string; motif: string | null }) =>
      genre.length <= 500 && (motif ?? "").length < 2_000
    ),
  );
  await sold(shop.chloe, [PAIN], [cash(120)]);
  await office.hasAll(shop, "lyon");
  await office.assertSame(shop, "lyon");
  const { code: whole, out: told } = await office.run("verify");
  assert.equal(whole, 0, told);
  const listed = await office.run("publications", "--last", "200");
  assert.equal(listed.code, 0, listed.err);
  // deno-lint-ignore no-control-regex -- these are meant
  assert.ok(listed.out.length < 60_000 && !/[\u0000-\u0009\u000b-\u001f\u202e]/.test(listed.out), "a terminal can show it");
});

withPostgres("a thousand, half of which wait for their day, are taken in their order while a till sells", async () => {
  await using linked = await LinkedShop.open();
  const { office, shop } = linked;
  await office.rows(
    `INSERT INTO comptoir.publications (publication, kind, content, applies_from)
     SELECT n, 'articles', '{"articles":[{"reference":"THE-1","libelle":"Thé vert","tva":550,"prix_ttc":' || n || '}]}',
       CASE WHEN n % 2 = 0 THEN '2999-01-01T00:00' END FROM generate_series(1, 1000) AS n`,
  );
  const taken = () => shop.inspect((db) => Number(db.prepare("SELECT count(*) AS n FROM publications").get()!["n"]));
  let tickets = 0;
  await eventually(
    async () => {
      await sold(shop.chloe, [PAIN], [cash(120)]);
      tickets += 1;
      return taken() === 1000;
    },
    "all are there",
    60_000,
  );
  assert.ok(tickets > 1, "the premise: a till sold meanwhile");
  assert.equal((await shop.rows("SELECT prix_ttc FROM produits WHERE libelle = 'Thé vert'"))[0].prix_ttc, 999);
  const order = shop.inspect((db) => db.prepare("SELECT content FROM _journal WHERE kind = 'publication' ORDER BY seq").all())
    .map(({ content }) => JSON.parse(content as string).detail.publication);
  assert.deepEqual(order, Array.from({ length: 1000 }, (_, at) => at + 1));
  const { publications } = ok(await answerOf(await shop.owner.get("/api/siege/publications")));
  assert.equal(publications.length, LIMITS.publicationsShown);
});
