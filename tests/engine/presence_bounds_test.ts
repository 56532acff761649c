/** How much is told of who is there: many comings and goings in few frames, and to who does not read no more than the newest. */
import assert from "node:assert/strict";
import { connectFrom, eventually, Feed, upgradeText } from "../support/feed.ts";
import { end, hears, team, told, watch } from "../support/presence.ts";
import { answerOf } from "../support/server.ts";

Deno.test("many comings and goings at a time become few frames, and the last one is right", async () => {
  const all = await team();
  const boss = await watch(all.owner);
  await hears(boss, "patron");
  const frames = told(boss).length;
  const from = performance.now();
  for (let n = 0; n < 30; n++) await (await Feed.open(all.nora)).close();
  const stays = await Feed.open(all.vera);
  const took = performance.now() - from;
  await hears(boss, "patron vera");
  assert.ok(told(boss).length - frames <= 2 + took / 200, `${told(boss).length - frames} frames in ${took} ms`);
  await end(all, boss, stays);
});

Deno.test("who does not read has at most one presence waiting, and gets the newest once it reads", async () => {
  const all = await team();
  const { server, owner } = all;
  await owner.query(
    "insert",
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO categories (id, nom) SELECT i, 'c' || i FROM n`,
  );
  const metrics = async () => (await answerOf(await owner.get("/api/metrics"))).body;
  const deaf = await connectFrom(server, "127.0.0.2");
  deaf.write(upgradeText({ Authorization: `Bearer ${all.nora.token}` }, "/ws?presence=1"));
  await eventually(async () => (await metrics()).clients.connected === 1, "one that does not read");

  const watcher = await watch(owner);
  /** A change that the watcher hears of; true when the deaf one was sent it as well. */
  const comesAndGoes = async (): Promise<boolean> => {
    const before = (await metrics()).realtime.messages;
    const guest = await Feed.open(all.vera);
    await hears(watcher, "nora patron vera");
    await guest.close();
    await hears(watcher, "nora patron");
    return (await metrics()).realtime.messages - before > 3; // hello, and two to the watcher
  };
  assert.equal(await comesAndGoes(), true, "as long as it reads, or the system does for it");
  let full = false;
  for (let writes = 0; writes < 300 && !full; writes++) {
    assert.equal((await owner.query("update", "UPDATE categories SET ordre = ordre + 1")).status, 200);
    full = writes % 5 === 4 && !await comesAndGoes();
  }
  assert.ok(full, "its buffer never filled");
  assert.equal((await metrics()).realtime.dropped, 0, "and it was not cut");
  for (let n = 0; n < 5; n++) await comesAndGoes();
  const stays = await Feed.open(all.vera);
  await hears(watcher, "nora patron vera");

  let text = "";
  deaf.on("data", (chunk) => text += chunk.toString("latin1"));
  deaf.resume();
  const newest = JSON.stringify(told(watcher).at(-1));
  await eventually(() => text.includes(newest), "the newest presence");
  const waited = text.slice(text.lastIndexOf('"type":"data_change"')).split('{"type":"presence"').slice(1);
  assert.ok(waited.length <= 2, `${waited.length} presences for eleven changes`);
  assert.ok(`{"type":"presence"${waited.at(-1)}`.startsWith(newest), "the newest is the last");
  deaf.destroy();
  await end(all, watcher, stays);
});
