/** The outbox by itself: what each answer decides, when it asks again, and what it cannot store. */
import assert from "node:assert/strict";
import { Failure } from "../../client/network/failure.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import { Outbox, OUTBOX_ENTRIES, OUTBOX_ENTRY_CHARS, type OutboxOwner } from "../../client/network/outbox.ts";
import type { Entry } from "../../client/network/entry.ts";
import { platformFor } from "../../client/network/platform.ts";
import { eventually } from "../support/till_client.ts";

/** An outbox whose server is the given function, with waits that are noted and end at once. */
function outboxOn(send: OutboxOwner["send"], storage = new MemoryStorage(), userId: () => number | null = () => 7) {
  const waits: number[] = [];
  let made = 0;
  const after = (ms: number, run: () => void) => {
    waits.push(ms);
    const timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  };
  const platform = platformFor({ baseUrl: "http://nowhere", storage, after, random: () => 0.5 });
  return { outbox: new Outbox(platform, () => `key-${storage.length}-${made++}`, { userId, send }), waits, storage };
}

Deno.test("a busy server is asked again after the time it names, else after growing waits", async () => {
  const answers = [new Failure("rate_limited", 429, null, {}, 7), new Failure("busy", 503), new Failure("network"), "done"];
  const keys: string[] = [];
  const { outbox, waits } = outboxOn((entry) => {
    keys.push(entry.key);
    const answer = answers.shift();
    return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const { settled } = outbox.add("/api/query", {});
  assert.equal((await settled).kind, "done");
  assert.deepEqual(waits, [7_000, 125, 250]);
  assert.equal(new Set(keys).size, 1);
  assert.equal(keys.length, 4);
});

Deno.test("a write at which the server fails again and again becomes a problem, what builds on it waits, the rest goes out", async () => {
  const failing = new Set(["first"]);
  const sent: unknown[] = [];
  const { outbox, storage } = outboxOn((entry) => {
    sent.push(entry.body);
    return failing.has(entry.body as string) ? Promise.reject(new Failure("internal", 500, "Erreur")) : Promise.resolve("done");
  });
  const kinds: string[] = [];
  outbox.settled.add(({ kind, entry }) => kinds.push(`${kind} ${entry.body}`));
  outbox.add("/", "first", "ticket");
  outbox.add("/", "second", "ticket");
  assert.equal((await outbox.add("/", "alone").settled).kind, "done");
  assert.deepEqual(sent, ["first", "first", "first", "first", "alone"]);
  assert.deepEqual(kinds, ["stuck first", "done alone"]);
  const [first] = outbox.list();
  assert.deepEqual(first?.problem, { status: 500, code: "internal", detail: "Erreur" });

  // Another page on the same storage leaves it alone as well.
  const later: unknown[] = [];
  const again = outboxOn((entry) => Promise.resolve(later.push(entry.body)), storage);
  again.outbox.resume();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(later, []);

  failing.clear();
  const key = first!.key;
  outbox.retry(first!);
  await eventually("nothing left", () => storage.length === 0 ? true : null);
  assert.deepEqual(kinds.slice(2), ["done first", "done second"]);
  assert.equal(key, first!.key);
});

Deno.test("a refused write goes out again under another key, and dropping one drops what builds on it", async () => {
  const keys: string[] = [];
  let refusing = true;
  const { outbox, storage } = outboxOn((entry) => {
    keys.push(entry.key);
    return refusing ? Promise.reject(new Failure("constraint_violation", 409)) : Promise.resolve("done");
  });
  assert.equal((await outbox.add("/", 1).settled).kind, "refused");
  refusing = false;
  // The server keeps its refusal under the first key.
  outbox.retry(outbox.list()[0]!);
  await eventually("nothing left", () => storage.length === 0 ? true : null);
  assert.equal(new Set(keys).size, 2);

  refusing = true;
  const { settled } = outbox.add("/", 2, "ticket");
  outbox.add("/", 3, "ticket");
  await settled;
  assert.equal(storage.length, 2);
  outbox.discardWith(outbox.list()[0]!);
  assert.equal(storage.length, 0);
});

Deno.test("two tabs on one storage lose nothing of each other and end with nothing left", async () => {
  const storage = new MemoryStorage();
  const sent: string[] = [];
  const send = async ({ key }: Entry) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
    sent.push(key);
  };
  const [one, two] = [outboxOn(send, storage).outbox, outboxOn(send, storage).outbox];
  const added: string[] = [];
  for (let made = 0; made < 10; made++) {
    added.push(one.add("/", { made }).entry.key, two.add("/", { made }).entry.key);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await eventually("nothing left", () => storage.length === 0 ? true : null);
  // A key may go out from both tabs, which the server answers from its store; none may be forgotten.
  assert.deepEqual(new Set(sent), new Set(added));
  assert.equal(new Set(added).size, 20);
});

Deno.test("writes that belong together are stored all or none: of a ticket no half goes out", () => {
  class SmallStorage extends MemoryStorage {
    override setItem(key: string, value: string): void {
      if (this.length >= 3) throw new DOMException("full", "QuotaExceededError");
      super.setItem(key, value);
    }
  }
  const sent: unknown[] = [];
  const { outbox, storage } = outboxOn((entry) => {
    sent.push(entry.body);
    return new Promise<unknown>(() => {});
  }, new SmallStorage());
  const pair = [{ path: "/", body: "lines" }, { path: "/", body: "send" }];
  assert.equal(outbox.addAll(pair, "a").length, 2, "the premise: two fit");
  assert.throws(() => outbox.addAll(pair, "b"), { code: "outbox_full" });
  assert.equal(storage.length, 2);
  assert.deepEqual(outbox.list().map(({ body, group }) => [body, group]), [["lines", "a"], ["send", "a"]]);
  assert.deepEqual(sent, ["lines"]);
});

Deno.test("what is not the server's answer decides nothing: sent again under its key, also when asked to", async () => {
  const keys: string[] = [];
  const { outbox } = outboxOn((entry) => {
    keys.push(entry.key);
    // A portal, a proxy that forbids, then one that fails until the outbox gives up.
    const status = [200, 403][keys.length - 1] ?? 502;
    return keys.length > 6 ? Promise.resolve("done") : Promise.reject(new Failure("unexpected_answer", status));
  });
  const stuck = Promise.withResolvers<Entry>();
  outbox.settled.add((outcome) => {
    if (outcome.kind === "stuck") stuck.resolve(outcome.entry);
  });
  const { settled } = outbox.add("/", 1);
  outbox.retry(await stuck.promise);
  assert.equal((await settled).kind, "done");
  assert.deepEqual([keys.length, new Set(keys).size], [7, 1]);
});

Deno.test("a full outbox, a full storage and an unknown person are said at once, and nothing is stored", () => {
  const never = () => new Promise<unknown>(() => {});
  const { outbox, storage } = outboxOn(never);
  for (let made = 0; made < OUTBOX_ENTRIES; made++) outbox.add("/", made);
  assert.throws(() => outbox.add("/", "one more"), { code: "outbox_full" });
  assert.equal(storage.length, OUTBOX_ENTRIES);

  assert.throws(() => outboxOn(never).outbox.add("/", "x".repeat(OUTBOX_ENTRY_CHARS)), { code: "outbox_full" });
  class FullStorage extends MemoryStorage {
    override setItem(): void {
      throw new DOMException("full", "QuotaExceededError");
    }
  }
  assert.throws(() => outboxOn(never, new FullStorage()).outbox.add("/", 1), { code: "outbox_full" });
  const nobody = outboxOn(never, new MemoryStorage(), () => null);
  assert.throws(() => nobody.outbox.add("/", 1), { code: "unauthenticated" });
  assert.equal(nobody.storage.length, 0);
});
