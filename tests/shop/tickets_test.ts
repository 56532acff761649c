/** A ticket on its way: every step by whom and from where it may be made, and by nobody else from nowhere else. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Feed } from "../support/feed.ts";
import { type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  cancel,
  cash,
  command,
  draft,
  giveBack,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refused,
  type Sale,
  send,
  sent,
  Shop,
  take,
  takeBack,
  ticket,
  type Worker,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "paul", "chloe", "marc"]);
  ok(await openTill(shop.chloe));
  ok(await openTill(shop.marc, 0, "C2"));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const why = { motif: "le client revient demain" };

/** Nora's ticket in each state. */
const IN_STATE: Readonly<Record<string, () => Promise<Sale>>> = {
  brouillon: () => draft(shop.nora, [CAFE]),
  en_attente: () => sent(shop.nora, [CAFE]),
  en_caisse: async () => {
    const sale = await sent(shop.nora, [CAFE]);
    ok(await take(shop.chloe, sale));
    return sale;
  },
  payee: async () => {
    const sale = await sent(shop.nora, [CAFE]);
    ok(await pay(shop.chloe, sale, [cash(500)]));
    return sale;
  },
  annulee: async () => {
    const sale = await sent(shop.nora, [CAFE]);
    ok(await cancel(shop.nora, sale, why));
    return sale;
  },
};
type Act = (person: Person, sale: Sale) => ReturnType<typeof send>;
const encaisser: Act = (person, sale) => pay(person, sale, [cash(500)]);

/** What each may do with Nora's ticket, by state: the state afterwards. Whatever is not here is refused and changes nothing. */
const STEPS: readonly [name: string, who: Worker, act: Act, after: Readonly<Record<string, string>>][] = [
  ["envoyer", "nora", send, { brouillon: "en_attente" }],
  ["envoyer", "paul", send, {}],
  ["envoyer", "chloe", send, {}],
  ["reprendre", "nora", takeBack, { en_attente: "brouillon" }],
  ["reprendre", "paul", takeBack, {}],
  ["reprendre", "chloe", takeBack, {}],
  ["prendre", "chloe", take, { en_attente: "en_caisse", en_caisse: "en_caisse" }],
  ["prendre", "marc", take, { en_attente: "en_caisse" }],
  ["prendre", "nora", take, {}],
  ["rendre", "chloe", (person, sale) => giveBack(person, sale, why), { en_caisse: "en_attente" }],
  ["rendre", "marc", (person, sale) => giveBack(person, sale, why), {}],
  ["rendre", "nora", (person, sale) => giveBack(person, sale, why), {}],
  ["annuler", "nora", (person, sale) => cancel(person, sale, why), { brouillon: "annulee", en_attente: "annulee" }],
  ["annuler", "paul", (person, sale) => cancel(person, sale, why), {}],
  [
    "annuler",
    "chloe",
    (person, sale) => cancel(person, sale, why),
    { brouillon: "annulee", en_attente: "annulee", en_caisse: "annulee" },
  ],
  ["annuler", "marc", (person, sale) => cancel(person, sale, why), { brouillon: "annulee", en_attente: "annulee" }],
  ["encaisser", "chloe", encaisser, { en_attente: "payee", en_caisse: "payee", payee: "payee" }],
  ["encaisser", "marc", encaisser, { en_attente: "payee" }],
  ["encaisser", "nora", encaisser, {}],
];

for (const [name, who, act, after] of STEPS) {
  const allowed = Object.keys(after);
  Deno.test(`${name} by ${who} of a ticket of nora's: ${allowed.join(", ") || "never"}`, async () => {
    for (const [etat, make] of Object.entries(IN_STATE)) {
      const sale = await make();
      const before = await ticket(shop.owner, sale);
      assert.equal(before.etat, etat, "the premise");
      const answer = await act(shop.people[who]!, sale);
      const now = await ticket(shop.owner, sale);
      if (after[etat] !== undefined) {
        ok(answer);
        assert.equal(now.etat, after[etat]);
        continue;
      }
      assert.ok([403, 404, 409].includes(answer.status), `${etat}: ${answer.status} ${JSON.stringify(answer.body)}`);
      assert.deepEqual(now, before, `${name} by ${who} of a ticket that is ${etat} left something behind`);
      if (answer.body.code === "invalid_state") assert.equal(answer.body.etat, etat);
    }
  });
}

Deno.test("every command wants a ticket that exists, a key, a token, and nothing that it does not know", async () => {
  const { id } = await sent(shop.nora, [PAIN]);
  refused(await take(shop.chloe, { id: uuidv7() }), 404, "not_found");
  assert.equal(refused(await take(shop.chloe, { id: "x" }), 404, "not_found").vente_id, "x");
  const bare = await shop.chloe.post(`/api/ventes/${id}/prendre`, {});
  assert.deepEqual([bare.status, (await bare.json()).code], [400, "idempotency_key_missing"]);
  refused(await command(shop.chloe, `/api/ventes/${id}/prendre`, {}, "1"), 400, "invalid_idempotency_key");
  refused(await take(shop.chloe, { id }, { force: true }), 400, "invalid_body");
  using stranger = shop.server.at("127.0.0.9");
  refused(await take(stranger, { id }), 401, "unauthenticated");
  refused(await take(shop.owner, { id }), 403, "forbidden");
  assert.equal((await ticket(shop.owner, { id })).etat, "en_attente");
  ok(await take(shop.chloe, { id }));
});

Deno.test("returning and cancelling want a reason, which is kept", async () => {
  const sale = await sent(shop.nora, [PAIN]);
  ok(await take(shop.chloe, sale));
  for (const body of [{}, { motif: "" }, { motif: "   " }, { motif: 1 }, { motif: "x".repeat(501) }]) {
    refused(await giveBack(shop.chloe, sale, body), 400, "invalid_body");
    refused(await cancel(shop.chloe, sale, body), 400, "invalid_body");
  }
  assert.equal(ok(await giveBack(shop.chloe, sale, { motif: "oublié le pain" })).motif, "oublié le pain");
  ok(await cancel(shop.nora, sale, { motif: "parti" }));
  assert.equal((await ticket(shop.owner, sale)).motif, "parti");
});

Deno.test("an empty ticket is neither sent nor paid", async () => {
  const nora = await draft(shop.nora, []);
  refused(await send(shop.nora, nora), 409, "constraint_violation");
  const own = await draft(shop.chloe, []);
  refused(await pay(shop.chloe, own, []), 409, "constraint_violation");
});

Deno.test("recall numbers count up over all sellers, and a ticket taken back keeps its own", async () => {
  const rappel = async (person: Person, sale: Sale) => ok(await send(person, sale)).rappel as number;
  const sales = [await draft(shop.nora, [PAIN]), await draft(shop.paul, [PAIN]), await draft(shop.chloe, [PAIN])];
  const first = await rappel(shop.nora, sales[0]!);
  assert.equal(await rappel(shop.paul, sales[1]!), first + 1);
  ok(await takeBack(shop.nora, sales[0]!));
  assert.equal(await rappel(shop.chloe, sales[2]!), first + 2);
  assert.equal(await rappel(shop.nora, sales[0]!), first, "what the customer was told holds");
  const many = await Promise.all(Array.from({ length: 20 }, (_, at) => draft(at % 2 === 0 ? shop.nora : shop.paul, [PAIN])));
  const numbers = await Promise.all(many.map((sale, at) => rappel(at % 2 === 0 ? shop.nora : shop.paul, sale)));
  assert.deepEqual(numbers.sort((a, b) => a - b), Array.from({ length: 20 }, (_, at) => first + 3 + at));
  // The day after, they begin at 1 again.
  const db = new DatabaseSync(`${shop.server.dir}/comptoir.db`);
  db.exec("UPDATE ventes SET rappel_jour = '2026-01-01' WHERE etat = 'en_attente'");
  const left = db.prepare("SELECT coalesce(max(rappel), 0) AS n FROM ventes WHERE rappel_jour > '2026-01-01'").get()!["n"];
  db.close();
  ok(await takeBack(shop.nora, sales[0]!));
  assert.equal(await rappel(shop.nora, sales[0]!), Number(left) + 1, "yesterday's number is not kept, nor counted on");
});

Deno.test("each command sent again under its key is answered again and done once", async () => {
  const sale = await draft(shop.nora, [LAMPE]);
  for (
    const [person, action, body] of [
      [shop.nora, "envoyer", {}],
      [shop.nora, "reprendre", {}],
      [shop.nora, "envoyer", {}],
      [shop.chloe, "prendre", {}],
      [shop.chloe, "rendre", why],
      [shop.chloe, "annuler", why],
    ] as const
  ) {
    const key = crypto.randomUUID();
    const path = `/api/ventes/${sale.id}/${action}`;
    const first = await command(person, path, body, key);
    const after = await ticket(shop.owner, sale);
    const again = await command(person, path, body, key);
    assert.deepEqual(ok(again), ok(first), action);
    assert.equal(again.headers.get("idempotency-replayed"), "true");
    assert.deepEqual(await ticket(shop.owner, sale), after);
    const reused = await command(person, `/api/ventes/${uuidv7()}/${action}`, body, key);
    refused(reused, 422, "idempotency_key_reused");
  }
});

Deno.test("sellers and cashiers hear of every step, and of nothing that they may not see", async () => {
  const feeds = { paul: await Feed.open(shop.paul), chloe: await Feed.open(shop.chloe), owner: await Feed.open(shop.owner) };
  const sale = await draft(shop.nora, [LAMPE]);
  ok(await send(shop.nora, sale));
  ok(await take(shop.chloe, sale));
  ok(await giveBack(shop.chloe, sale, why));
  ok(await pay(shop.marc, sale, [cash(2000)]));
  const last = async (feed: Feed) => {
    await feed.ping();
    return feed.changes.filter(({ changes }) => changes?.some(({ table, key }) => table === "ventes" && key["id"] === sale.id));
  };
  for (const name of ["paul", "chloe"] as const) {
    const heard = await last(feeds[name]);
    assert.deepEqual(heard.map(({ by }) => by.username), ["nora", "nora", "chloe", "chloe", "marc"], name);
    const tables = new Set(feeds[name].changes.flatMap(({ changes }) => (changes ?? []).map(({ table }) => table)));
    assert.deepEqual([...tables].sort(), ["lignes_vente", "produits", "ventes"], `${name} hears of the stock, and of no payment`);
    feeds[name].assertUnbroken(feeds[name].hello.seq);
  }
  const paid = (await last(feeds.owner)).at(-1)!;
  const tables = new Set(paid.changes!.map(({ table }) => table));
  for (const table of ["paiements", "mouvements_stock", "ventes_tva", "journal_fiscal"]) assert.ok(tables.has(table), table);
  for (const feed of Object.values(feeds)) await feed.close();
});

Deno.test("a batch that breaks one rule leaves nothing of itself", async () => {
  const id = uuidv7();
  const { status, body } = await shop.nora.batch([
    { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
    { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", params: [uuidv7(), id] },
    { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 99)", params: [uuidv7(), id] },
  ]);
  assert.deepEqual([status, body.code, body.index], [409, "constraint_violation", 2], JSON.stringify(body));
  assert.deepEqual(await shop.rows("SELECT id FROM ventes WHERE id = ?", [id]), []);
  assert.deepEqual(await shop.rows("SELECT id FROM lignes_vente WHERE vente_id = ?", [id]), []);
});
