/**
 * Answers that are given again are those that anybody would find: after each kind of write, and as soon as a till has heard of it.
 * A batch of one select is never kept: what that answers is what is there.
 */
import assert from "node:assert/strict";
import { Feed } from "../support/feed.ts";
import { answerOf, type Person, uuidv7 } from "../support/server.ts";
import { cash, draft, ok, openTill, PAIN, pay, refused, send, Shop } from "../support/shop.ts";
import { Staff } from "../support/staff.ts";

interface Asked {
  readonly query: string;
  readonly params?: unknown;
}

/** What tills ask, in the shapes in which a table may be named. */
const ANYBODYS: readonly Asked[] = [
  { query: "SELECT * FROM produits ORDER BY id" },
  { query: "SELECT EXISTS (SELECT 1 FROM clients) AS e, 7 IN (SELECT id FROM produits) AS sept" },
  { query: "SELECT libelle FROM produits WHERE id = ?", params: [7] },
  {
    query: "WITH p AS (SELECT id, libelle FROM produits) " +
      "SELECT l.id, (SELECT libelle FROM p WHERE p.id = l.produit_id) AS libelle FROM lignes_vente l ORDER BY l.id",
  },
  { query: "SELECT v.*, (SELECT count(*) FROM lignes_vente l WHERE l.vente_id = v.id) AS lignes FROM ventes v ORDER BY v.id" },
  { query: "SELECT c.nom, count(v.id) AS n FROM clients c LEFT JOIN ventes v ON v.client_id = c.id GROUP BY c.id ORDER BY c.id" },
  { query: "SELECT nom, message FROM boutique" },
  { query: "SELECT id, nom, role, actif FROM equipe ORDER BY id" },
];
const OWNERS: readonly Asked[] = [
  { query: "SELECT p.libelle, c.cout_ht FROM produits p LEFT JOIN couts_produits c ON c.produit_id = p.id ORDER BY p.id" },
  { query: "SELECT * FROM paiements ORDER BY id" },
  { query: "SELECT * FROM sessions_caisse ORDER BY id" },
];

async function select(person: Person, { query, params }: Asked) {
  return ok(await person.query("select", query, params));
}

/** Asks everything as everybody: what was asked before is kept. */
async function ask(all: readonly (readonly [Person, Asked])[]): Promise<unknown[]> {
  return await Promise.all(all.map(([person, asked]) => select(person, asked)));
}

Deno.test("whatever was done, each question is answered as if it had never been asked before", async () => {
  await using shop = await Shop.open();
  const { owner, nora, chloe } = shop;
  const all = [owner, chloe].flatMap((person) =>
    [...ANYBODYS, ...person === owner ? OWNERS : []].map((asked) => [person, asked] as const)
  );
  let sale = { id: "" };
  const key = crypto.randomUUID();
  const priced = () =>
    owner.query("update", "UPDATE produits SET prix_ttc = prix_ttc + 1 WHERE id = 2", [], { "idempotency-key": key });
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    "a row is new": async () =>
      ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (7, 'Thé', 450)")),
    "a table has its first row": async () => ok(await nora.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'Ana')")),
    "a till is opened by a command": async () => ok(await openTill(chloe)),
    "triggers sum a ticket up": async () => sale = await draft(nora, [PAIN, PAIN]),
    "a line is changed, and its ticket by a trigger": async () =>
      ok(await nora.query("update", "UPDATE lignes_vente SET quantite = 3000 WHERE vente_id = ?", [sale.id])),
    "a command sends it": async () => ok(await send(nora, sale)),
    "a command takes the money": async () => ok(await pay(chloe, sale, [cash(4 * 120 + 2 * 120)])),
    "a key cascades": async () => {
      ok(await owner.query("insert", "INSERT INTO couts_produits (produit_id, cout_ht) VALUES (7, 100)"));
      for (let turn = 0; turn < 2; turn++) await ask(all);
      ok(await owner.query("delete", "DELETE FROM produits WHERE id = 7"));
    },
    "a batch is undone": async () => {
      const insert = "INSERT INTO produits (id, libelle, prix_ttc) VALUES (7, 'Thé', 450)";
      refused(
        await owner.batch([{ type: "insert", query: insert }, { type: "insert", query: insert }]),
        409,
        "constraint_violation",
      );
    },
    "a write is refused": async () => {
      refused(await nora.query("update", "UPDATE produits SET prix_ttc = 1"), 403, "forbidden");
    },
    "a write is done once": async () => ok(await priced()),
    "it comes again": async () => ok(await priced()),
    "a batch writes and reads": async () =>
      ok(
        await owner.batch([
          { type: "update", query: "UPDATE boutique SET message = 'Bonjour'" },
          { type: "select", query: "SELECT message FROM boutique" },
        ]),
      ),
    "an account is another's": async () => {
      const { id } = (await answerOf(await nora.get("/api/auth"))).body.user;
      ok(await answerOf(await owner.send("PATCH", `/api/users/${id}`, { name: "Nora B." })));
    },
  };
  await ask(all);
  for (const [step, done] of Object.entries(steps)) {
    const before = JSON.stringify(await ask(all));
    await done();
    const again = await ask(all);
    const there = await Promise.all(all.map(async ([person, { query, params }]) => {
      return ok(await person.batch([{ type: "select", query, ...params === undefined ? {} : { params } }])).results[0];
    }));
    for (const [at, [, { query }]] of all.entries()) assert.deepEqual(again[at], there[at], `${step}: ${query}`);
    const changes = !/undone|refused|again/.test(step);
    assert.equal(JSON.stringify(again) !== before, changes, step);
  }
});

Deno.test("a till that asks as soon as it hears of a change sees it, however many ask the same and whatever else is written", async () => {
  await using staff = await Staff.open({ nora: "vendeur", paul: "vendeur", chloe: "caisse" }, { flags: ["--rate-limit", "0"] });
  const { owner, people } = staff;
  const list = { query: "SELECT id, prix_ttc FROM produits ORDER BY id" };
  const price = (of: { readonly rows: readonly { readonly prix_ttc: number }[] }) => of.rows[0]!.prix_ttc;
  ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé', 0)"));
  /** By the number of its record, what the price became. */
  const written = new Map<number, number>();
  const seen: { readonly seq: number; readonly price: number }[] = [];
  const asking: Promise<void>[] = [];
  const feeds = await Promise.all(
    Object.values(people).map(async (person) => {
      const feed = await Feed.open(person);
      let told = 0;
      feed.socket.addEventListener("message", () => {
        for (; told < feed.changes.length; told++) {
          const { seq } = feed.changes[told]!;
          asking.push(select(person, list).then((answer) => void seen.push({ seq, price: price(answer) })));
        }
      });
      return feed;
    }),
  );
  let isOver = false;
  const crowd = Object.values(people).map(async (person) => {
    while (!isOver) await select(person, list);
  });
  const elsewhere = (async () => {
    while (!isOver) ok(await people.chloe.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]));
  })();
  try {
    for (let to = 1; to <= 80; to++) {
      const { seq } = ok(await owner.query("update", "UPDATE produits SET prix_ttc = ? WHERE id = 1", [to]));
      written.set(seq, to);
      assert.equal(price(await select(people.nora, list)), to, "the next question after the answer");
    }
    const [last] = [...written.keys()].slice(-1);
    await Promise.all(feeds.map((feed) => feed.change(last!)));
  } finally {
    isOver = true;
    await Promise.all([...crowd, elsewhere]);
  }
  await Promise.all(asking);
  const ofPrices = seen.filter(({ seq }) => written.has(seq));
  assert.equal(ofPrices.length, 3 * 80, "each till heard of each price");
  assert.deepEqual(ofPrices.filter(({ seq, price }) => price < written.get(seq)!), []);
  for (const feed of feeds) await feed.close();
});

Deno.test("an answer that is given again looks like the first, and who may not ask any more gets none", async () => {
  await using staff = await Staff.open({ nora: "vendeur", paul: "vendeur" }, { flags: ["--rate-limit", "0"] });
  const { owner, people: { nora, paul } } = staff;
  for (let id = 1; id <= 200; id++) {
    ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (?, 'Thé de la maison', 450)", [id]));
  }
  const body = JSON.stringify({ type: "select", query: "SELECT id, libelle FROM produits ORDER BY id" });
  const asked = async (person: Person) => {
    const response = await person.send("POST", "/api/query", body, { "accept-encoding": "gzip" });
    const headers = [...response.headers].filter(([name]) => name !== "date" && name !== "x-request-id");
    return {
      status: response.status,
      headers: headers.sort(),
      text: await response.text(),
      id: response.headers.get("x-request-id"),
    };
  };
  const answers = [];
  for (const person of [nora, nora, nora, paul, nora]) answers.push(await asked(person));
  assert.equal(new Set(answers.map(({ id }) => id)).size, answers.length, "each has an id of its own");
  assert.equal(new Set(answers.map(({ id: _, ...shown }) => JSON.stringify(shown))).size, 1);
  assert.equal(answers[0]!.status, 200);

  const { id } = (await answerOf(await nora.get("/api/auth"))).body.user;
  ok(await answerOf(await owner.send("PATCH", `/api/users/${id}`, { active: false })));
  assert.equal((await asked(nora)).status, 401);
  assert.equal((await asked(paul)).status, 200);
});

Deno.test("answers that are given again count for the limit of requests as all do", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "20"] });
  const statuses = [];
  for (let turn = 0; turn < 30; turn++) {
    statuses.push((await staff.people.nora.query("select", "SELECT count(*) AS n FROM produits")).status);
  }
  assert.ok(statuses.filter((status) => status === 200).length <= 20, statuses.join());
  assert.equal(statuses.at(-1), 429);
});
