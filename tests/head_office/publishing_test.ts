/** What head office publishes is in its shops in order, all of a publication or nothing, and what is wrong is refused with its reason. */
import assert from "node:assert/strict";
import { assertSentence } from "../support/command_line.ts";
import { Feed } from "../support/feed.ts";
import { HeadOffice, openAs, published } from "../support/head_office.ts";
import { LinkedShop } from "../support/linked_shop.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { answerOf } from "../support/server.ts";
import { ok, Shop } from "../support/shop.ts";

const ARTICLES = `Référence;Désignation;Code-barres;Rayon;Prix TTC;TVA
THE-1;Thé vert;3760001000016;Thés;4,90;5,5
CAF-1;Café moulu;3760001000023;Cafés;6,50;5,5 %
SERV;Emballage cadeau;;;2,00;20
`;

const article = async (shop: Shop, name: string) =>
  (await shop.rows("SELECT id, prix_ttc, tva, code_barres, actif FROM produits WHERE libelle = ?", [name]))[0];

withPostgres("articles go down to every shop, as head office's doing, and what was done is told upstream", async () => {
  await using linked = await LinkedShop.open();
  const { office, shop } = linked;
  await using other = await Shop.open(["chloe"]);
  await office.link(other, "paris");
  const feed = await Feed.open(shop.chloe);
  const before = await article(shop, "Pain");
  const number = published(await office.publish("articles", ARTICLES));
  assert.equal(number, 1);
  await office.becameOf(1, "lyon", "appliquee");
  await office.becameOf(1, "paris", "appliquee");
  for (const one of [shop, other]) {
    const tea = await article(one, "Thé vert");
    assert.deepEqual([tea.prix_ttc, tea.tva, tea.code_barres, tea.actif], [490, 550, "3760001000016", 1]);
    assert.deepEqual(await article(one, "Pain"), before, "what head office does not know stays as it is");
  }
  await feed.until(
    () => feed.changes.some(({ changes }) => changes.some(({ table }) => table === "produits")),
    "tills hear of it",
  );
  const [record] = shop.inspect((db) =>
    db.prepare("SELECT username, user_id, tables FROM _journal WHERE kind = 'publication' ORDER BY seq").all()
  );
  assert.deepEqual([record!["username"], record!["user_id"]], ["siege", null]);
  assert.match(String(record!["tables"]), /produits/);
  assert.match(String(record!["tables"]), /publications/);

  // The same again changes nothing; another price does, and of the code alone is found what has a reference.
  published(await office.publish("articles", ARTICLES));
  assert.equal(JSON.parse((await office.becameOf(2, "lyon", "appliquee")).detail).inchanges, 3);
  published(await office.publish("prices", "reference;prix_ttc\nTHE-1;5,10\nSERV;2,50\n", "--shops", "Lyon"));
  await office.becameOf(3, "lyon", "appliquee");
  assert.equal((await article(shop, "Thé vert")).prix_ttc, 510);
  assert.equal((await article(shop, "Emballage cadeau")).prix_ttc, 250);
  published(await office.publish("message", { texte: "Bonjour", pour: "caisses", jusqu_au: "2999-12-31" }));
  for (const one of ["lyon", "paris"]) await office.becameOf(4, one, "appliquee");
  assert.equal((await article(other, "Thé vert")).prix_ttc, 490, "it was for Lyon alone");
  const history = ok(await answerOf(await shop.owner.get(`/api/produits/${(await article(shop, "Thé vert")).id}/prix`))).prix;
  assert.deepEqual(history.map(({ prix_ttc }: { prix_ttc: number }) => prix_ttc), [510, 490]);

  const told = await office.run("publications");
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, /^4 message, published \S+: 2 applied$/m);
  assert.match(told.out, /^3 prices, published \S+: 1 applied$/m);
});

withPostgres(
  "what breaks a rule of a shop is refused there whole, with its reason upstream, and what follows is taken",
  async () => {
    await using linked = await LinkedShop.open();
    const { office, shop } = linked;
    published(await office.publish("articles", ARTICLES));
    await office.becameOf(1, "lyon", "appliquee");
    // Of the second line the shop knows nothing, and the third has a code that no scanner sends.
    published(await office.publish("prices", "reference;prix_ttc\nTHE-1;1,00\nNADA;1,00\n"));
    const { motif } = await office.becameOf(2, "lyon", "refusee");
    assert.equal(motif, "ligne 3 : cet article n'est pas connu de cette boutique");
    assert.equal((await article(shop, "Thé vert")).prix_ttc, 490, "all of it or nothing");
    // By hand, past every look at it.
    const put = (number: number, kind: string, content: string) =>
      office.rows("INSERT INTO comptoir.publications (publication, kind, content) VALUES ($1, $2, $3)", [number, kind, content]);
    const miscoded = { reference: "X", libelle: "Mal codé", prix_ttc: 100, code_barres: "3760001000014" };
    await put(3, "articles", JSON.stringify({ articles: [miscoded] }));
    assert.match(
      (await office.becameOf(3, "lyon", "refusee")).motif!,
      /^ligne 1, code_barres : le dernier chiffre du code-barres/,
    );
    const office1 = (await office.rows<{ office: string }>("SELECT office FROM comptoir.offices"))[0]!.office;
    assert.match(office1, /^[0-9a-f]{32}$/);
    for (
      const [number, kind, content] of [
        [4, "articles", "no JSON"],
        [5, "telepathy", "{}"],
        [
          6,
          "settings",
          '{"reglages":{"siret":"1"}}',
        ],
        [7, "rules", '{"libres":[{"toString":1,"valueOf":1}]}'],
        [
          8,
          "people",
          '{"personnes":[{"identifiant":"lea\\nx","nom":"Léa","role":"caisse"}]}',
        ],
      ] as const
    ) {
      await put(number, kind, content);
      assert.notEqual((await office.becameOf(number, "lyon", "refusee")).motif, null);
    }
    published(await office.publish("prices", "code-barres;prix ttc\n3760001000016;5,55\n"));
    await office.becameOf(9, "lyon", "appliquee");
    assert.equal((await article(shop, "Thé vert")).prix_ttc, 555);
    const listed = await office.run("publications");
    assert.match(listed.out, /^2 prices, published \S+: 1 refused\n {2}lyon refused it: ligne 3 :/m);
    const { publications } = ok(await answerOf(await shop.owner.get("/api/siege/publications")));
    assert.deepEqual(publications.map(({ etat }: { etat: string }) => etat), [
      "appliquee",
      ...Array(7).fill("refusee"),
      "appliquee",
    ]);
    assert.equal((await answerOf(await shop.chloe.get("/api/siege/publications"))).status, 403);
  },
);

withPostgres("a file with faults is published to nobody, and each is told with its line", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await office.enrol("Lyon");
  const cases: readonly (readonly [string, string | object, RegExp, ...string[]])[] = [
    ["articles", "", /list that is not empty/],
    ["articles", "Désignation;Stock\nThé;3\n", /line 1: the column 'stock' is not known/],
    ["articles", "Référence;Prix TTC\nA;abc\nB;1,00\nB;2,00\n", /line 2, prix_ttc: this is no amount/],
    ["articles", "Référence;Prix TTC\nB;1,00\nB;2,00\n", /line 3: line 2 is about the same already/],
    ["articles", "Désignation;Prix TTC\nThé;2,00\n", /line 2, reference \/ code_barres: a value is wanted here/],
    ["articles", { articles: [{ reference: "A", prix_ttc: "100" }] }, /line 1, prix_ttc: a whole number/],
    ["articles", { articles: [{ reference: "A", prix: 1 }] }, /line 1, prix: this name is not known/],
    ["articles", "Code-barres;Prix TTC\n3760001000014;1,00\n", /line 2, code_barres: the code's last digit does not fit/],
    ["articles", "{", /is no JSON/],
    ["prices", "reference;prix ttc\nA;\n", /line 2, prix_ttc: a value is wanted here/],
    ["prices", "reference;prix ttc\nA;-1\n", /line 2, prix_ttc/],
    ["people", "identifiant;nom;role\nlea;Léa;administrateur\n", /line 2, role: one word is wanted of caisse, vendeur/],
    ["people", "identifiant;nom;role;password\nlea;Léa;caisse;x\n", /line 1: the column 'password' is not known/],
    ["settings", { reglages: { siret: "1" } }, /siret: this name is not known/],
    ["settings", { reglages: { especes_max: -1 } }, /especes_max: a whole number/],
    ["message", { texte: "x", pour: "tous" }, /jusqu_au: a value is wanted here/],
    ["message", { texte: "x", pour: "tous", jusqu_au: "2026-02-30" }, /jusqu_au: a day is wanted/],
    ["message", [], /shape/],
    ["rules", { libres: ["stock"] }, /stock: this name is not known/],
    ["telepathy", "{}", /no kind of publication/],
    ["rules", { libres: [] }, /--from wants a day/, "--from", "2026-02-30"],
    ["rules", { libres: [] }, /--from wants a day/, "--from", "tomorrow"],
    ["rules", { libres: [] }, /No shop 'Brest' is enrolled/, "--shops", "Lyon,Brest"],
  ];
  for (const [kind, text, wanted, ...more] of cases) {
    const ended = await office.publish(kind, text, ...more);
    assert.equal(ended.code, 1, ended.out);
    assert.match(ended.err, wanted);
  }
  const dry = await office.publish("rules", { libres: [] }, "--dry-run");
  assert.equal(dry.code, 0);
  assert.deepEqual(await office.rows("SELECT * FROM comptoir.publications"), []);
  assertSentence(await office.run("publish", "rules", "/nowhere.json"), 1, /cannot be read/);
  // Of none it would say that nothing was published.
  assert.match((await office.run("publications", "--last", "0")).err, /a number from 1 on is wanted/);
});

withPostgres("who gets no number is told why, and nothing is published", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  const rules = () => office.publish("rules", { libres: [] });
  await office.rows(
    "CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE unique_violation; END $$",
  );
  await office.rows("CREATE TRIGGER taken BEFORE INSERT ON comptoir.publications FOR EACH ROW EXECUTE FUNCTION taken()");
  assertSentence(await rules(), 1, /nothing was published, for others publish at the same time/);
  await office.rows("DROP TRIGGER taken ON comptoir.publications");
  await office.rows(
    "INSERT INTO comptoir.publications (publication, kind, content) VALUES (9007199254740991, 'rules', '{\"libres\":[]}')",
  );
  assertSentence(await rules(), 1, /nothing was published, for a row .* has the last number there is, 9007199254740991/);
  assert.equal((await office.rows("SELECT 1 FROM comptoir.publications")).length, 1);
});

withPostgres("two who publish at once get a number each, and a shop reads what is for it alone", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await office.enrol("Lyon");
  await office.enrol("Paris");
  const ended = await Promise.all(
    Array.from({ length: 4 }, (_, at) => office.publish("rules", { libres: [] }, ...at % 2 === 0 ? [] : ["--shops", "Paris"])),
  );
  assert.deepEqual(ended.map(published).sort(), [1, 2, 3, 4]);
  const seen = async (shop: string) => {
    await office.rows(`ALTER ROLE "comptoir_shop_${shop}" PASSWORD 'x'`);
    const at = { host: "127.0.0.1", port: postgres.port, database: new URL(office.url).pathname.slice(1), tls: false, ca: null };
    await using connection = await openAs(at, `comptoir_shop_${shop}`, "x");
    const refused = [
      "INSERT INTO comptoir.publications (publication, kind, content) VALUES (99, 'x', 'x')",
      "UPDATE comptoir.publications SET kind = 'x'",
      "DELETE FROM comptoir.publications",
      "SELECT * FROM comptoir.publications_boutiques",
    ];
    for (const statement of refused) await assert.rejects(connection.there.ask(statement), /42501/, statement);
    return (await connection.there.ask("SELECT * FROM comptoir.publications")).count;
  };
  assert.deepEqual([await seen("lyon"), await seen("paris")], [2, 4]);
});
