/** The small parts of the client: ids, the feed's position, silence. */
import assert from "node:assert/strict";
import type { Phase } from "../../client/network/client_state.ts";
import { Failure } from "../../client/network/failure.ts";
import { Feed } from "../../client/network/feed.ts";
import { Listeners } from "../../client/network/listeners.ts";
import { LiveList } from "../../client/network/live_list.ts";
import { LiveSocket, SILENT } from "../../client/network/live_socket.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import type { NetworkClient } from "../../client/network/network_client.ts";
import { Backoff } from "../../client/network/pause.ts";
import { platformFor } from "../../client/network/platform.ts";
import { UuidMaker } from "../../client/network/uuid.ts";
import type { DataChangeMessage, HelloMessage } from "../../shared/protocol.ts";

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

Deno.test("ids are UUIDv7 that carry their time and sort as they were made, even when the clock goes back", () => {
  let now = 1_700_000_000_000;
  const maker = new UuidMaker(() => now, randomBytes);
  const ids = [maker.next()];
  assert.match(ids[0]!, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(parseInt(ids[0]!.replace("-", "").slice(0, 12), 16), now);
  // More than the counter holds in one millisecond, then an hour back.
  for (let made = 0; made < 5_000; made++) ids.push(maker.next());
  now -= 3_600_000;
  for (let made = 0; made < 10; made++) ids.push(maker.next());
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
});

const hello = (epoch: string, seq: number): HelloMessage => ({
  type: "hello",
  epoch,
  seq,
  heartbeat_s: 15,
  user: { id: 1, username: "a", name: "a", role: "vendeur" },
});
const change = (prev: number, seq: number): DataChangeMessage => ({
  type: "data_change",
  seq,
  prev,
  at: "",
  by: { user_id: 1, username: "a", role: "vendeur" },
  changes: [],
});

Deno.test("the feed tells what is new, what is known, and what is missing", () => {
  const feed = new Feed();
  assert.equal(feed.query, "");
  assert.equal(feed.hello(hello("e", 10)), true);
  assert.equal(feed.change(change(10, 12)), "new");
  assert.equal(feed.change(change(10, 12)), "seen");
  assert.equal(feed.change(change(14, 15)), "gap");
  assert.equal(feed.query, "&epoch=e&since=12");
  assert.equal(feed.hello(hello("e", 15)), false);
  assert.equal(feed.change(change(12, 14)), "new");
});

Deno.test("another epoch counts from its reset on, so that a socket that fails before it asks again", () => {
  const feed = new Feed();
  feed.hello(hello("old", 10));
  feed.hello(hello("new", 4));
  assert.equal(feed.query, "&epoch=old&since=10");
  feed.reset();
  assert.equal(feed.query, "&epoch=new&since=4");
  assert.equal(feed.change(change(2, 5)), "new");
  assert.equal(feed.change(change(9, 11)), "gap");
});

Deno.test("a socket that stays silent for two and a half heartbeats counts as lost", async () => {
  let now = 0;
  const timers: { at: number; run: () => void }[] = [];
  const closed: number[] = [];
  const socket = { close: (code: number) => closed.push(code) } as unknown as WebSocket;
  const platform = platformFor({
    baseUrl: "http://nowhere",
    storage: new MemoryStorage(),
    now: () => now,
    openSocket: () => socket,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
  });
  const passTo = (time: number) => {
    now = time;
    for (const timer of timers.filter(({ at }) => at <= now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
  };
  const live = new LiveSocket(platform, "ws://nowhere/ws", "token", () => {});
  const receive = (message: unknown) => socket.onmessage?.(new MessageEvent("message", { data: JSON.stringify(message) }));
  passTo(1_000);
  receive({ ...hello("e", 1), heartbeat_s: 2 });
  passTo(10_000 - 1);
  receive({ type: "heartbeat", seq: 1 });
  passTo(10_000);
  passTo(14_998);
  assert.deepEqual(closed, []);
  passTo(14_999);
  assert.equal(await live.ended, SILENT);
  assert.deepEqual([closed, timers.length], [[SILENT], 0]);
});

Deno.test("waits between attempts grow, are spread over their whole length, and end at ten seconds", () => {
  const longest = new Backoff(() => 1);
  assert.deepEqual(Array.from({ length: 8 }, () => longest.next()), [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  longest.reset();
  assert.equal(longest.next(), 250);
  assert.equal(new Backoff(() => 0).next(), 0);
});

/** A list over fetches that the test answers, and the client that it listens to; `pass` lets its timers run. */
function listOn(phase: Phase) {
  const changes = new Listeners<DataChangeMessage>();
  const states = new Listeners<{ phase: Phase }>();
  const fetches: PromiseWithResolvers<readonly number[]>[] = [];
  const timers = new Set<{ ms: number; run: () => void }>();
  const client = {
    state: { phase },
    platform: platformFor({
      baseUrl: "http://nowhere",
      storage: new MemoryStorage(),
      now: () => 0,
      random: () => 0.5,
      after: (ms, run) => {
        const timer = { ms, run };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    }),
    onChange: (_: readonly string[], listener: (message: DataChangeMessage) => void) => changes.add(listener),
    onReset: () => () => {},
    onState: (listener: (state: { phase: Phase }) => void) => states.add(listener),
  } as unknown as NetworkClient;
  const list = new LiveList(client, ["ventes"], () => {
    fetches.push(Promise.withResolvers());
    return fetches.at(-1)!.promise;
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const sale = { table: "ventes", op: "update", key: { id: "a" } } as const;
  const changed = () => changes.emit({ ...change(1, 2), changes: [sale] });
  /** Answers after how many milliseconds each was to run. */
  const pass = () =>
    [...timers].map((timer) => {
      timers.delete(timer);
      timer.run();
      return timer.ms;
    });
  return { list, changed, states, fetches, settle, pass };
}

Deno.test("however much changes during a fetch, one more fetch follows it, half a second after it began", async () => {
  const { list, changed, fetches, settle, pass } = listOn("ready");
  list.start();
  for (let made = 0; made < 10; made++) changed();
  assert.deepEqual([fetches.length, pass()], [1, []]);
  fetches[0]!.resolve([1]);
  await settle();
  assert.deepEqual([list.rows.value, fetches.length], [[1], 1]);
  for (let made = 0; made < 10; made++) changed();
  assert.deepEqual([pass(), fetches.length], [[500], 2]);
  fetches[1]!.resolve([1, 2]);
  await settle();
  assert.deepEqual([list.rows.value, pass(), fetches.length], [[1, 2], [], 2]);
  list.stop();
  assert.equal(list.rows.value, null);
});

Deno.test("a refresh does not end with a fetch that was under way before it, and those who ask together share one", async () => {
  const { list, fetches, settle } = listOn("ready");
  list.start();
  const ended: string[] = [];
  const asked = ["a", "b"].map((name) => list.refresh().then(() => ended.push(name)));
  fetches[0]!.resolve([1]);
  await settle();
  assert.deepEqual([ended, fetches.length], [[], 2]);
  fetches[1]!.resolve([1, 2]);
  await Promise.all(asked);
  assert.deepEqual([list.rows.value, fetches.length], [[1, 2], 2]);
  list.stop();
});

Deno.test("a list that could not be fetched while the server was away is fetched when it is back, rows kept meanwhile", async () => {
  const { list, changed, states, fetches, settle, pass } = listOn("offline");
  list.start();
  assert.deepEqual([fetches.length, pass(), fetches.length], [0, [1_000], 1], "it waits a little for the connection");
  fetches[0]!.resolve([1]);
  await settle();
  changed();
  pass();
  fetches[1]!.reject(new Failure("network"));
  await settle();
  assert.deepEqual([list.rows.value, list.failure.value?.code, pass(), fetches.length], [[1], "network", [], 2]);
  states.emit({ phase: "ready" });
  assert.equal(fetches.length, 3);
  fetches[2]!.resolve([1, 2]);
  await settle();
  assert.deepEqual([list.rows.value, list.failure.value], [[1, 2], null]);
  list.stop();
});

Deno.test("an answer that comes after its person has left is not shown to the next", async () => {
  const { list, fetches, settle } = listOn("ready");
  list.start();
  list.stop();
  list.start();
  fetches[0]!.resolve([1]);
  await settle();
  assert.deepEqual([list.rows.value, fetches.length], [null, 2]);
  fetches[1]!.resolve([2]);
  await settle();
  assert.deepEqual(list.rows.value, [2]);
  list.stop();
});
