/** `/ws?epoch=…&since=…`: what a till missed, in order, each once, and then what happens. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import type { DataChangeMessage } from "../../shared/protocol.ts";
import { connectFrom, eventually, Feed, upgradeText } from "../support/feed.ts";
import { close, sell, seqsOf, shop } from "../support/replayed.ts";
import { answerOf, PASSWORD, type Person, uuidv7 } from "../support/server.ts";

const SALE = "INSERT INTO ventes (id) VALUES (?)";

/** Many sales, some at a time; resolves to their seqs in order. */
async function sellMany(person: Person, count: number): Promise<number[]> {
  const seqs: number[] = [];
  let left = count;
  await Promise.all(Array.from({ length: 20 }, async () => {
    while (left-- > 0) seqs.push(await sell(person));
  }));
  return seqs.sort((a, b) => a - b);
}
const after = (epoch: string, since: number | string) => `?epoch=${epoch}&since=${since}`;

Deno.test("since replays what came after it, as it was told live, and the head replays nothing", async () => {
  const { server, owner, till } = await shop();
  const live = await Feed.open(till);
  await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Pain', 120)");
  const [vente, ligne] = [uuidv7(), uuidv7()];
  await till.batch([
    { type: "insert", query: SALE, params: [vente] },
    { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", params: [ligne, vente] },
  ]);
  await till.query("delete", "DELETE FROM lignes_vente WHERE id = ?", [ligne]);
  // A name with everything that JSON and SQL quote, a key beyond 2^53, more rows than are listed.
  await owner.query("insert", "INSERT INTO categories (id, nom) VALUES (?, ?)", [{ $int: "9007199254740993" }, `"it's" \\ é`]);
  const many = await owner.query(
    "insert",
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)
    INSERT INTO categories (id, nom) SELECT i, 'c' || i FROM n`,
  );
  await live.change(many.body.seq);
  assert.equal(live.changes.length, 5);
  const { epoch, seq: start } = live.hello;
  const points = [start, ...seqsOf(live)];
  for (const [at, since] of points.entries()) {
    const feed = await Feed.open(till, after(epoch, since));
    const expected = live.changes.slice(at).map((change, i): DataChangeMessage => i === 0 ? { ...change, prev: since } : change);
    await feed.until(() => feed.changes.length >= expected.length, "the replay");
    await feed.ping();
    const [hello, ...rest] = feed.messages;
    assert.equal(hello!.type, "hello");
    assert.equal((hello as { seq: number }).seq, many.body.seq);
    assert.deepEqual(rest.slice(0, -1), expected, `since ${since}`);
    const together = await Feed.open(till, `${after(epoch, since)}&together=1`);
    await together.until(() => together.changes.length >= expected.length, "the replay in one frame");
    await together.ping();
    assert.deepEqual(together.changes, expected, `since ${since}, together`);
    assert.equal(together.messages.length, 2 + Math.min(1, expected.length), "hello, one frame of them all, heartbeat");
    await Promise.all([feed.close(), together.close()]);
  }
  const atHead = await Feed.open(till, after(epoch, many.body.seq));
  const next = await sell(till);
  assert.equal((await atHead.change(next)).prev, many.body.seq);
  await live.change(next);
  live.assertUnbroken(start);
  await Promise.all([live.close(), atHead.close()]);
  close(owner, till);
  await server.dispose();
});

Deno.test("a since that names no place in this epoch is answered by reset, and the socket lives on", async () => {
  const { server, owner, till } = await shop();
  const first = await sell(till);
  const { hello: { epoch } } = await Feed.open(till).then(async (feed) => (await feed.close(), feed));
  const premise = await Feed.open(till, after(epoch, first - 1));
  await premise.change(first);
  await premise.close();
  const odd = [
    after(epoch, first + 1), // comes first: each round sells once more
    `?since=${first}`,
    `?since=0`,
    after("", first),
    after(crypto.randomUUID(), first),
    after(epoch, "999999999999999999999"),
    ...["", "x", "-1", "1.5", "1e3", "0x1", "%20" + first, first + "%00", "NaN", "null", "'"].map((since) => after(epoch, since)),
  ];
  for (const query of odd) {
    const feed = await Feed.open(till, query);
    await feed.ping();
    const [, reset, ...rest] = feed.messages;
    assert.deepEqual(reset, { type: "reset", reason: "epoch_changed" }, query);
    assert.equal(rest.length, 1, `${query}: nothing is replayed`);
    const { seq } = feed.hello;
    const next = await sell(till);
    assert.equal((await feed.change(next)).prev, seq, "the chain begins at hello");
    await feed.close();
  }
  const plain = await Feed.open(till, `?epoch=${epoch}`);
  await plain.ping();
  assert.deepEqual(plain.messages.map(({ type }) => type), ["hello", "heartbeat"], "an epoch alone asks for nothing");
  await plain.close();
  close(owner, till);
  await server.dispose();
});

Deno.test("nothing is lost or doubled between replay and live while ten tills write", async () => {
  const { server, owner, till } = await shop();
  const { hello: { epoch, seq: start } } = await Feed.open(till).then(async (feed) => (await feed.close(), feed));
  const before = (await sellMany(till, 600)).at(-1)!;
  let writing = true;
  const seqs: number[] = [];
  const writers = Array.from({ length: 10 }, async () => {
    while (writing) seqs.push(await sell(till));
  });
  const feeds: { feed: Feed; from: number }[] = [];
  for (let i = 0; i < 40 || (seqs.length <= 500 && i < 300); i++) {
    // From far behind, from close by, and from right now: each crosses from the journal into the present.
    const head = Math.max(before, ...seqs.slice(-200));
    const from = i % 4 === 0 ? start : i % 4 === 1 ? head - 100 : head - (i % 7);
    feeds.push({ feed: await Feed.open(i % 2 === 0 ? till : owner, after(epoch, from)), from });
    if (feeds.length > 6) {
      const { feed: left, from: since } = feeds.shift()!;
      const upTo = Math.max(left.hello.seq, ...seqs);
      await left.change(upTo);
      left.assertUnbroken(since);
      assert.deepEqual(seqsOf(left).filter((seq) => seq <= upTo), whole(since, upTo), `since ${since}`);
      await left.close();
    }
  }
  writing = false;
  await Promise.all(writers);
  const last = Math.max(...seqs);
  for (const { feed, from } of feeds) {
    await feed.change(last);
    feed.assertUnbroken(from);
    assert.deepEqual(seqsOf(feed), whole(from, last));
    await feed.close();
  }
  assert.ok(seqs.length > 500, `${seqs.length} sales meanwhile`);
  close(owner, till);
  await server.dispose();
});

/** Every seq after `since`: here each one is a sale, for nothing else happens meanwhile. */
const whole = (since: number, upTo: number) => Array.from({ length: upTo - since }, (_, at) => since + 1 + at);

Deno.test("exactly 5,000 messages are replayed, one more is history_trimmed, and the replay waits for its reader", async () => {
  const { server, owner, till } = await shop();
  const { hello: { epoch, seq: start } } = await Feed.open(till).then(async (feed) => (await feed.close(), feed));
  const seqs = await sellMany(till, LIMITS.replayMessages);
  // Records that tell nobody anything are no messages.
  using other = server.at("127.0.0.3");
  await other.signIn("nora", PASSWORD);
  const feed = await Feed.open(till, after(epoch, start));
  await feed.change(seqs.at(-1)!);
  assert.deepEqual(seqsOf(feed), seqs);
  feed.assertUnbroken(start);
  assert.ok(!feed.messages.some(({ type }) => type === "reset"));
  await feed.close();

  // Who reads nothing for a while is not cut by its own replay, and gets all of it once it reads.
  const socket = await connectFrom(server, "127.0.0.2");
  socket.write(upgradeText({ Authorization: `Bearer ${till.token}` }, `/ws${after(epoch, start)}`));
  const metrics = async () => (await answerOf(await owner.get("/api/metrics"))).body;
  await eventually(async () => (await metrics()).clients.connected === 1, "the slow reader");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const slow = await metrics();
  assert.deepEqual([slow.clients.connected, slow.realtime.dropped], [1, 0]);
  let read = "";
  socket.on("data", (chunk) => read += chunk.toString("latin1"));
  socket.resume();
  await eventually(() => read.includes(`"data_change","seq":${seqs.at(-1)},`), "the last of the replay");
  const told = [...read.matchAll(/"data_change","seq":(\d+),"prev":(\d+)/g)].map((match) => Number(match[1]));
  assert.deepEqual(told, seqs);
  socket.destroy();

  const oneMore = await sell(till);
  const behind = await Feed.open(till, after(epoch, start));
  await behind.ping();
  assert.deepEqual(behind.messages.map((message) => message.type), ["hello", "reset", "heartbeat"]);
  assert.deepEqual(behind.messages[1], { type: "reset", reason: "history_trimmed" });
  assert.equal(behind.hello.seq, oneMore + 0);
  const near = await Feed.open(till, after(epoch, seqs[0]!));
  await near.change(oneMore);
  assert.equal(near.changes.length, LIMITS.replayMessages);
  await Promise.all([behind.close(), near.close()]);
  close(owner, till);
  await server.dispose();
});
