/** The outbox at a real server: what a person wants written is written once, whatever happens between here and the disk. */
import assert from "node:assert/strict";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import type { Query } from "../../shared/protocol.ts";
import { PASSWORD, type Person, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { eventually, TillClient } from "../support/till_client.ts";

const newSale = (id: string): Query => ({ type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] });
const keyOf = (init: RequestInit) => new Headers(init.headers).get("idempotency-key");

/** Who made which sale, in the database's own words. */
async function sellers(reader: Person): Promise<Record<string, string>> {
  const { body } = await reader.query("select", "SELECT v.id, e.nom FROM ventes v JOIN equipe e ON e.id = v.vendeur_id");
  return Object.fromEntries((body.rows as { id: string; nom: string }[]).map(({ id, nom }) => [id, nom]));
}

Deno.test("a sale whose answer was lost when the server died is sent again with its key, and written once", async () => {
  await using staff = await Staff.open({ sofia: "vendeur" });
  const { server } = staff;
  const keys: (string | null)[] = [];
  const statuses: number[] = [];
  const replayed: (string | null)[] = [];
  const till: TillClient = new TillClient(server.url, "127.0.0.2", {
    fetch: async (url, init) => {
      if (keyOf(init) === null) return await till.fetch(url, init);
      keys.push(keyOf(init));
      const response = await till.fetch(url, init);
      statuses.push(response.status);
      replayed.push(response.headers.get("idempotency-replayed"));
      if (statuses.length > 1) return response;
      // The server has it on disk and has answered; the plug is pulled before the till hears of it.
      await response.body?.cancel();
      await server.kill();
      throw new TypeError("connection reset");
    },
  });
  await using _closes = till;
  await till.join("sofia", PASSWORD);
  const id = till.client.uuid.next();
  const { entry, settled } = till.client.write([newSale(id)]);
  await eventually("the first attempt", () => statuses.length === 1 ? true : null);
  await till.phase("offline");
  assert.deepEqual(till.client.outbox.list().map(({ key }) => key), [entry.key]);

  await using again = await server.restart();
  assert.equal((await settled).kind, "done");
  assert.deepEqual([new Set(keys), statuses.at(0), statuses.at(-1)], [new Set([entry.key]), 200, 200]);
  assert.deepEqual([replayed.at(0), replayed.at(-1)], [null, "true"]);
  assert.deepEqual(till.client.outbox.list(), []);
  using reader = again.at("127.0.0.3");
  await reader.signIn("sofia", PASSWORD);
  assert.deepEqual(await sellers(reader), { [id]: "sofia" });
});

Deno.test("what was stored before the page was closed goes out, in order, when it opens again", async () => {
  await using staff = await Staff.open({ sofia: "vendeur" });
  const { server } = staff;
  const storage = new MemoryStorage();
  const ids: string[] = [];
  {
    await using before = await new TillClient(server.url, "127.0.0.2", { storage }).join("sofia", PASSWORD);
    await server.kill();
    for (let made = 0; made < 3; made++) {
      ids.push(before.client.uuid.next());
      before.client.write([newSale(ids.at(-1)!)]);
    }
  }
  await using again = await server.restart();
  await using after = new TillClient(again.url, "127.0.0.2", { storage });
  assert.equal(after.client.outbox.list().length, 3);
  await after.client.start();
  await eventually("an empty outbox", () => after.client.outbox.list().length === 0 ? true : null);
  const { rows } = await after.client.query("select", "SELECT id FROM ventes ORDER BY cree_le, id");
  assert.deepEqual(rows.map((row) => row["id"]), ids);
});

Deno.test("what one person left waits for that person, while another works at the same till", async () => {
  await using staff = await Staff.open({ sofia: "vendeur", karim: "vendeur" });
  const { server, people: { karim: reader } } = staff;
  let cableIn = false;
  const till: TillClient = new TillClient(server.url, "127.0.0.2", {
    fetch: (url, init) => keyOf(init) !== null && !cableIn ? Promise.reject(new TypeError("no route")) : till.fetch(url, init),
  });
  await using _closes = till;
  await till.join("sofia", PASSWORD);
  const [hers, his] = [till.client.uuid.next(), till.client.uuid.next()];
  const waiting = till.client.write([newSale(hers)]);
  await till.client.signOut();
  cableIn = true;

  await till.client.signIn("karim", PASSWORD);
  assert.equal((await till.client.write([newSale(his)]).settled).kind, "done");
  await till.phase("ready");
  assert.deepEqual(await sellers(reader), { [his]: "karim" });
  assert.deepEqual(till.client.outbox.list().map(({ key }) => key), [waiting.entry.key]);

  await till.client.signOut();
  await till.client.signIn("sofia", PASSWORD);
  assert.equal((await waiting.settled).kind, "done");
  assert.deepEqual(await sellers(reader), { [his]: "karim", [hers]: "sofia" });
});

Deno.test("a write that the server decides against is reported, kept until it is dropped, and the next one goes out", async () => {
  await using staff = await Staff.open({ sofia: "vendeur" });
  const { server } = staff;
  await using till = await new TillClient(server.url, "127.0.0.2").join("sofia", PASSWORD);
  const refused = till.client.write([newSale("no uuid")]);
  const next = till.client.write([newSale(uuidv7())]);
  const outcome = await refused.settled;
  assert.ok(outcome.kind === "refused");
  assert.deepEqual([outcome.failure.status, outcome.failure.code], [409, "constraint_violation"]);
  assert.equal((await next.settled).kind, "done");
  const [kept, ...others] = till.client.outbox.list();
  assert.deepEqual([kept?.key, kept?.problem?.code, others], [refused.entry.key, "constraint_violation", []]);
  till.client.outbox.discard(kept!.key);
  assert.deepEqual(till.client.outbox.list(), []);
});
