/** Lists that follow a busy shop: what a till asks of the server while others sell, against a real server. */
import assert from "node:assert/strict";
import { CaisseWork } from "../../client/caisse/store/work.ts";
import { OwnerWork } from "../../client/owner/store/work.ts";
import { Store } from "../../client/shell/store/store.ts";
import { VendeurWork } from "../../client/vendeur/store/work.ts";
import type { Role } from "../../shared/roles.ts";
import { PASSWORD, uuidv7 } from "../support/server.ts";
import { draft, ok, PAIN, send, Shop } from "../support/shop.ts";
import { eventually, TillClient } from "../support/till_client.ts";

const WORK = { administrateur: OwnerWork, caisse: CaisseWork, vendeur: VendeurWork };

/** Milliseconds without a request after which a till has all it wants; a list that failed has tried again by then. */
const QUIET_MS = 2_500;

/** A till with its store, and how many requests it has made. */
class Till {
  requests: string[] = [];
  #underWay = 0;
  #lastEnd = 0;
  readonly till: TillClient;
  readonly store: Store;

  constructor(url: string, address: string) {
    this.till = new TillClient(url, address, {
      fetch: async (at, init) => {
        this.requests.push(String(init.body ?? at));
        this.#underWay += 1;
        try {
          return await this.till.fetch(at, init);
        } finally {
          this.#underWay -= 1;
          this.#lastEnd = performance.now();
        }
      },
    });
    this.store = new Store(this.till.client, (role: Role) => Promise.resolve(WORK[role]));
    this.store.start();
  }

  // deno-lint-ignore no-explicit-any -- the work of whichever role
  async join(username: string, password: string): Promise<any> {
    await this.till.join(username, password);
    return await eventually("the work of this role", () => this.store.work.value);
  }

  /** Whether it has asked nothing for a while. */
  get quiet(): boolean {
    return this.#underWay === 0 && performance.now() - this.#lastEnd > QUIET_MS;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.store.stop();
    await this.till[Symbol.asyncDispose]();
  }
}

/** Milliseconds and commits of a busy while: 18 a second. */
const WHILE_MS = 3_000;
const COMMITS = 54;

Deno.test("at 18 commits a second a list asks twice a second, for the rows that changed alone, and misses none of them", async () => {
  await using shop = await Shop.open(["nora", "paul", "chloe"]);
  const { url } = shop.server;
  await using paul = new Till(url, "127.0.0.3");
  await using chloe = new Till(url, "127.0.0.4");
  await using owner = new Till(url, "127.0.0.1");
  const seller: VendeurWork = await paul.join("paul", PASSWORD);
  const cashier: CaisseWork = await chloe.join("chloe", PASSWORD);
  const patron: OwnerWork = await owner.join("patron", "mot de passe");
  const known = [...Array(5)].map(() => draft(shop.paul, [PAIN]));
  const own = await Promise.all(known);
  await eventually("the seller's five", () => seller.desk.own.rows.value?.length === 5 ? true : null);
  await eventually(
    "the catalogue everywhere",
    () => [seller, cashier, patron].every(({ products }) => products.rows.value) || null,
  );
  await eventually("quiet tills", () => [paul, chloe, owner].every(({ quiet }) => quiet) || null);
  for (const till of [paul, chloe, owner]) till.requests = [];

  const sent: string[] = [];
  const begun = performance.now();
  for (let made = 0; made < COMMITS; made++) {
    const next = new Promise((resolve) => setTimeout(resolve, WHILE_MS / COMMITS));
    // A sale by another seller, which its cashier and the owner see; every sixth goes on to the till.
    const id = uuidv7();
    ok(await shop.nora.query("insert", "INSERT INTO ventes (id) VALUES (?)", [id]));
    if (made % 6 === 0) {
      const line = "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)";
      ok(await shop.nora.query("insert", line, [uuidv7(), id]));
      ok(await send(shop.nora, { id }));
      sent.push(id);
    }
    await next;
  }
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 121 WHERE id = 1"));
  ok(await shop.paul.query("update", "UPDATE ventes SET note = 'vue' WHERE id = ?", [own[0]!.id]));

  await eventually("the queue", () => cashier.caisse.queue.rows.value?.length === sent.length ? true : null);
  assert.deepEqual(cashier.caisse.queue.rows.value!.map(({ id }) => id), sent, "in the order of their numbers");
  assert.ok(cashier.caisse.queue.rows.value!.every(({ total, lines }) => total === 120 && lines === 1), "as they are now");
  await eventually("the owner's sales", () => patron.sales.rows.value?.length === 5 + COMMITS ? true : null);
  const noted = () => seller.desk.own.rows.value?.find(({ id }) => id === own[0]!.id)?.note === "vue" || null;
  await eventually("the seller's changed ticket", noted);
  assert.equal(seller.desk.own.rows.value!.length, 5, "another's tickets are not among one's own");
  await eventually("the new price", () => seller.products.byId(1)?.price === 121 || null);

  // Twice a second, a quarter more or less; and what the waits above saw.
  const most = Math.ceil((performance.now() - begun) / 375) + 2;
  for (const [name, { requests }] of Object.entries({ paul, chloe, owner })) {
    const asked = requests.filter((body) => body.includes("FROM ventes v"));
    assert.ok(asked.length >= 1 && asked.length <= most, `${name} asked ${asked.length} times, and not at most ${most}`);
    const whole = asked.filter((body) => !/v\.id IN \(/.test(body));
    assert.deepEqual(whole, [], `${name} fetched its whole list`);
    const products = requests.filter((body) => body.includes("FROM produits"));
    assert.ok(products.every((body) => /id IN \(\?\)/.test(body)), `${name} fetched the whole catalogue`);
  }
});

Deno.test("a refresh resolves with what was fetched after it was asked, though another fetch was under way", async () => {
  await using shop = await Shop.open(["nora"]);
  await using nora = new Till(shop.server.url, "127.0.0.2");
  const work: VendeurWork = await nora.join("nora", PASSWORD);
  await eventually("the list", () => work.categories.rows.value);
  for (let made = 0; made < 10; made++) {
    // Begun before the row is there: what it answers is of before.
    const early = work.categories.refresh();
    ok(await shop.owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [`rayon ${made}`]));
    await Promise.all([work.categories.refresh(), work.categories.refresh()]);
    assert.equal(work.categories.rows.value!.length, made + 1, "what was written before it was asked is there");
    await early;
  }
});

Deno.test("a full list that loses a row fetches what comes next; what changes in a table beside it is fetched whole", async () => {
  await using shop = await Shop.open(["nora"]);
  await using nora = new Till(shop.server.url, "127.0.0.2");
  const work: VendeurWork = await nora.join("nora", PASSWORD);
  const ids = Array.from({ length: 62 }, () => uuidv7());
  const insert = (id: string) => ({ type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] });
  ok(await shop.nora.batch(ids.map(insert)));
  const shown = () => work.desk.own.rows.value?.map(({ id }) => id) ?? [];
  await eventually("sixty of them", () => shown().length === 60 || null);
  const last = shown()[0]!;
  ok(await shop.nora.query("update", "UPDATE ventes SET etat = 'annulee' WHERE id = ?", [last]));
  await eventually("sixty without it", () => (shown().length === 60 && !shown().includes(last)) || null);
  const customer = ok(await shop.nora.query("insert", "INSERT INTO clients (nom) VALUES ('Inès')")).last_insert_id;
  ok(await shop.nora.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [customer, shown()[0]!]));
  await eventually("her ticket", () => work.desk.own.rows.value![0]!.customer?.name === "Inès" || null);
  ok(await shop.owner.query("update", "UPDATE clients SET nom = 'Inès Roy' WHERE id = ?", [customer]));
  await eventually("her new name", () => work.desk.own.rows.value![0]!.customer?.name === "Inès Roy" || null);
});
