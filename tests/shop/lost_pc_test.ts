/** The shop's PC is gone: another one, the last copy from the other disk, the last printed number, and the shop sells again. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { run } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { answerOf, PASSWORD, startServer } from "../support/server.ts";
import { cash, close, closeTill, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";

Deno.test("a PC is lost: a new one sells on from the last copy and the last printed number, and nothing is given twice", async () => {
  const disk = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const lost = await Shop.open(["chloe"]);
  const { owner, chloe } = lost;
  const plan = { hours: 24, days: 7, weeks: 5, months: 12, second_folder: disk };
  ok(await answerOf(await owner.send("PUT", "/api/backups/settings", plan)));
  ok(await openTill(chloe));
  await sold(chloe, [PAIN], [cash(120)]);
  ok(await closeTill(chloe, 120));
  ok(await close(owner, "jour", lost.jour()));
  const asked = async () => (await answerOf(await owner.get("/api/backups"))).body;
  await eventually(async () => (await asked()).last !== null, "the closing brought a copy");
  const { second, last } = await asked();
  assert.deepEqual([last.failed, last.second_failed], [null, null]);
  const token = chloe.token;
  await lost.server.dispose();

  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const [copy] = [...Deno.readDirSync(second)].map(({ name }) => name);
  // The owner holds a receipt that no copy knows: more was sold there than is left.
  const restored = await run(["restore", join(second, copy!), "--last-number", "C1=2", "--data", dir]);
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /C1-000003/);
  // The day that is closed stays closed: it sells on the next.
  await using server = await startServer({ dir, at: new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString() });
  using cashier = Object.assign(server.at("127.0.0.2"), { token });
  assert.equal((await answerOf(await cashier.get("/api/auth"))).status, 401, "sessions of before have ended");
  await cashier.signIn("chloe", PASSWORD);
  ok(await openTill(cashier));
  assert.equal((await sold(cashier, [PAIN], [cash(120)])).numero, "C1-000003");
  assert.equal((await run(["journal", "verify", "--data", dir])).code, 0);
  for (const one of [owner, chloe]) one.client.close();
  await Deno.remove(disk, { recursive: true });
});
