/** The epoch in which a till has listened: it outlives restart and crash, and a restored backup begins another. */
import assert from "node:assert/strict";
import { Feed } from "../support/feed.ts";
import { close, sell, seqsOf, shop } from "../support/replayed.ts";
import { answerOf, CHECKOUT, PASSWORD } from "../support/server.ts";

Deno.test("epoch and sessions survive a restart and a crash, and the replay goes on across them", async () => {
  const { server, owner, till } = await shop();
  let running = server;
  const feed = await Feed.open(till);
  const { epoch, seq: start } = feed.hello;
  const seqs = [await sell(till)];
  await feed.close();
  close(owner, till);
  for (const end of [() => running.stop(), () => running.kill(), () => running.kill()]) {
    await end();
    running = await running.restart();
    using again = running.at("127.0.0.2");
    again.token = till.token;
    seqs.push(await sell(again));
    const after = await Feed.open(again, `?epoch=${epoch}&since=${start}`);
    assert.equal(after.hello.epoch, epoch);
    await after.change(seqs.at(-1)!);
    assert.deepEqual(seqsOf(after), seqs);
    after.assertUnbroken(start);
    await after.close();
  }
  await running.dispose();
});

Deno.test("a restored backup is a new epoch: sessions end and everybody fetches everything again", async () => {
  const { server, owner, till } = await shop();
  const run = async (...args: string[]) => {
    const [program, ...first] = CHECKOUT;
    const { code, stderr } = await new Deno.Command(program, { args: [...first, ...args, "--data", server.dir] }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
  };
  const feed = await Feed.open(till);
  const { epoch } = feed.hello;
  const kept = await sell(till);
  await run("backup", `${server.dir}/copy.db`);
  const lost = await sell(till);
  await feed.close();
  close(owner, till);
  await server.stop();
  await run("restore", `${server.dir}/copy.db`);
  await using running = await server.restart();
  using again = running.at("127.0.0.2");
  again.token = till.token;
  assert.equal((await answerOf(await again.get("/api/auth"))).status, 401, "sessions of before have ended");
  await again.signIn("nora", PASSWORD);
  const after = await Feed.open(again, `?epoch=${epoch}&since=${kept}`);
  await after.ping();
  assert.notEqual(after.hello.epoch, epoch);
  assert.deepEqual(after.messages[1], { type: "reset", reason: "epoch_changed" });
  const { body } = await again.query("select", "SELECT count(*) AS n FROM ventes");
  assert.deepEqual(body.rows, [{ n: 1 }], `what came after the backup (${lost}) is gone`);
  await after.close();
  await run("journal", "verify");
});
