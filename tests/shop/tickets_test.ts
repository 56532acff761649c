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
const idOf = async (who: Worker) => (await shop.rows("SELECT id FROM equipe WHERE nom = ?", [who]))[0].id;

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

Deno.test("a cashier's hold keeps another out, is named, can be broken with a reason, and ends by itself", async () => {
  const sale = await sent(shop.nora, [CAFE]);
  const mine = ok(await take(shop.chloe, sale));
  assert.equal(mine.caissier_id, await idOf("chloe"));
  const minutes = (Date.parse(mine.bail_jusqua) - Date.now()) / 60_000;
  assert.ok(minutes > 1 && minutes <= 2.1, `held for ${minutes} minutes`);
  for (const act of [take, encaisser, (person: Person, one: Sale) => cancel(person, one, why)]) {
    const body = refused(await act(shop.marc, sale), 409, "ticket_locked");
    assert.deepEqual([body.par, body.jusqua], ["chloe", mine.bail_jusqua]);
  }
  const renewed = ok(await take(shop.chloe, sale));
  assert.ok(renewed.bail_jusqua > mine.bail_jusqua, "taking it again renews the hold");
  const broken = ok(await take(shop.marc, sale, { motif: "chloe est en pause" }));
  assert.equal(broken.caissier_id, await idOf("marc"));
  assert.deepEqual(journaled("vente_prise").detail, { vente_id: sale.id, prise_a: "chloe", motif: "chloe est en pause" });
  refused(await giveBack(shop.chloe, sale, why), 409, "ticket_locked");

  const db = new DatabaseSync(`${shop.server.dir}/comptoir.db`);
  db.prepare("UPDATE ventes SET bail_jusqua = ? WHERE id = ?").run(new Date(Date.now() - 1_000).toISOString(), sale.id);
  db.close();
  assert.equal(ok(await take(shop.chloe, sale)).caissier_id, await idOf("chloe"), "marc's till died: his hold ran out");
});

/** The last row of that kind in the engine's journal. */
function journaled(kind: string): { readonly detail: unknown } {
  const last = "SELECT content FROM _journal WHERE kind = ? ORDER BY seq DESC LIMIT 1";
  return JSON.parse(shop.inspect((db) => db.prepare(last).get(kind)!["content"] as string));
}

Deno.test("two cashiers who take a ticket at the same moment: one has it, the other is told who", async () => {
  for (let round = 0; round < 20; round++) {
    const sale = await sent(shop.nora, [PAIN]);
    const answers = await Promise.all([take(shop.chloe, sale), take(shop.marc, sale)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    const [won] = answers.filter(({ status }) => status === 200);
    const [lost] = answers.filter(({ status }) => status === 409);
    assert.equal(await idOf(lost!.body.par), won!.body.caissier_id);
  }
});

Deno.test("a stale version is answered with the ticket as it is now, and that one can be paid", async () => {
  const sale = await sent(shop.nora, [CAFE]);
  const { version } = await ticket(shop.chloe, sale);
  ok(await takeBack(shop.nora, sale));
  ok(await shop.nora.query("update", "UPDATE lignes_vente SET quantite = 2000 WHERE id = ?", [sale.lignes[0]]));
  ok(await send(shop.nora, sale));
  const path = `/api/ventes/${sale.id}/encaisser`;
  const body = refused(await command(shop.chloe, path, { version, paiements: [cash(500)] }), 409, "stale_version");
  const now = await ticket(shop.owner, sale);
  assert.ok(now.version > version);
  const { lignes, ...vente } = body.vente;
  assert.deepEqual(vente, now);
  assert.deepEqual(lignes.map((line: { quantite: number; total_ttc: number }) => [line.quantite, line.total_ttc]), [[
    2000,
    1000,
  ]]);
  assert.equal(body.version, now.version);
  refused(await command(shop.chloe, path, { version: now.version + 1, paiements: [cash(1000)] }), 409, "stale_version");
  ok(await command(shop.chloe, path, { version: body.version, paiements: [cash(1000)] }));
});

Deno.test("an update that changes nothing on another's ticket is refused, and its version stands", async () => {
  const { nora, paul, chloe, marc } = shop;
  const hers = await draft(chloe, [CAFE]);
  const noras = await draft(nora, [CAFE]);
  const held = await sent(nora, [CAFE]);
  ok(await take(chloe, held));
  for (
    const [person, sale] of [[marc, hers], [marc, noras], [marc, held], [chloe, noras], [paul, noras], [nora, held]] as const
  ) {
    const before = await ticket(shop.owner, sale);
    const columns = person === marc || person === chloe ? ["remise", "note", "client_id", "etat"] : ["note", "client_id", "etat"];
    for (const column of columns) {
      const sql = `UPDATE ventes SET ${column} = ${column} WHERE id = ?`;
      refused(await person.query("update", sql, [sale.id]), 403, "forbidden");
    }
    for (const column of ["quantite", "remise", "position"]) {
      const sql = `UPDATE lignes_vente SET ${column} = ${column} WHERE vente_id = ?`;
      refused(await person.query("update", sql, [sale.id]), 403, "forbidden");
    }
    assert.deepEqual(await ticket(shop.owner, sale), before);
  }
  // The premise: who has it in hand may.
  ok(await chloe.query("update", "UPDATE ventes SET remise = remise WHERE id = ?", [held.id]));
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

Deno.test("totals follow the lines however they come: before the sale, discounted, changed, removed", async () => {
  const id = uuidv7();
  const [one, two] = [uuidv7(), uuidv7()];
  const add = (line: string, quantite: number, remise: number) => ({
    type: "insert",
    query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise) VALUES (?, ?, ?, ?, ?)",
    params: [line, id, CAFE, quantite, remise],
  });
  ok(
    await shop.chloe.batch([
      add(one, 1_500, 50),
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
      add(two, 333, 0),
    ]),
  );
  const write = (sql: string) => shop.chloe.query(/^\w+/.exec(sql)![0].toLowerCase(), sql);
  const total = async () => (await shop.rows("SELECT total_ttc FROM ventes WHERE id = ?", [id]))[0].total_ttc;
  assert.equal(await total(), 700 + 167); // 7.50 − 0.50 and 1.665
  ok(await write(`UPDATE lignes_vente SET quantite = 1000 WHERE id = '${two}'`));
  assert.equal(await total(), 700 + 500);
  ok(await write(`UPDATE ventes SET remise = 600 WHERE id = '${id}'`));
  assert.equal(await total(), 600);
  ok(await write(`DELETE FROM lignes_vente WHERE id = '${two}'`));
  assert.equal(await total(), 100);
  const { body } = await write(`DELETE FROM lignes_vente WHERE id = '${one}'`);
  assert.equal(body.code, "constraint_violation", "a discount is never left without what it is taken from");
});

Deno.test("articles are added to the ticket in hand by who holds it, at today's price and to the version that was seen", async () => {
  const sale = await sent(shop.nora, [CAFE]);
  const add = (person: Person, version: number, produit_id: number = PAIN, id = uuidv7()) =>
    command(person, `/api/ventes/${sale.id}/ajouter`, { version, lignes: [{ id, produit_id, quantite: 2_000 }] });
  const { version } = await ticket(shop.chloe, sale);
  refused(await add(shop.chloe, version), 409, "invalid_state");
  ok(await take(shop.chloe, sale));
  const now = (await ticket(shop.chloe, sale)).version;
  refused(await add(shop.marc, now), 409, "ticket_locked");
  refused(await add(shop.nora, now), 403, "forbidden");
  assert.equal(refused(await add(shop.chloe, version), 409, "stale_version").vente.lignes.length, 1);
  refused(await add(shop.chloe, now, 999), 409, "constraint_violation");
  const { total_ttc, lignes, etat } = ok(await add(shop.chloe, now));
  assert.deepEqual([total_ttc, lignes.length, etat], [740, 2, "en_caisse"]);
  assert.equal(ok(await pay(shop.chloe, sale, [cash(740)])).lignes[1].libelle, "Pain");
  refused(await add(shop.chloe, (await ticket(shop.chloe, sale)).version), 409, "invalid_state");
});
