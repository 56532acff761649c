/** What shops write is at head office once, in order, byte for byte: whatever is cut, lost, restored or sent by two. */
import assert from "node:assert/strict";
import { comptoir } from "../support/command_line.ts";
import { CuttingProxy } from "../support/cutting_proxy.ts";
import { eventually } from "../support/feed.ts";
import { Dice } from "../support/generator.ts";
import { HeadOffice } from "../support/head_office.ts";
import { copyOf, LinkedShop, sellBread } from "../support/linked_shop.ts";
import { appendRecords, sales } from "../support/long_journal.ts";
import { ownProcess } from "../support/own_processes.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { answerOf, CHECKOUT, PASSWORD, startServer } from "../support/server.ts";
import { ok, openTill, Shop } from "../support/shop.ts";

/** Records of a shop that has been offline for long. */
const LONG = 12_000;

/** Where lines are cut: said with the test, so that what was found is looked for again. */
const dice = new Dice(Number(Deno.env.get("COMPTOIR_TEST_SEED") ?? crypto.getRandomValues(new Uint32Array(1))[0]!));

withPostgres(
  "three shops sell while their lines are cut at random, also between a COMMIT and its answer: each record is there once",
  async () => {
    console.log(`lines are cut by COMPTOIR_TEST_SEED=${dice.seed}`);
    await using postgres = await Postgres.start();
    await using proxy = await CuttingProxy.start(postgres.port);
    await using office = await HeadOffice.open(postgres, proxy.port);
    const shops: Shop[] = [];
    try {
      for (const name of ["lyon", "paris", "brest"]) {
        const shop = await Shop.open(["chloe"]);
        shops.push(shop);
        if (name === "brest") {
          await shop.server.stop();
          appendRecords(shop.server.dir, sales(LONG));
          // No batch of it comes through before the others sell.
          proxy.plan = () => ({ afterBytes: 300_000 + dice.below(400_000) });
          shop.server = await shop.server.restart();
        }
        ok(await openTill(shop.chloe));
        await office.link(shop, name);
      }
      let drawn = 0;
      // Some lines end while they are begun, some in the middle of a batch, some between a COMMIT and its answer.
      const plans = () =>
        [{ afterBytes: 1_000 + dice.below(8_000) }, { atCommit: 1 + dice.below(3) }, {
          afterBytes: dice.below(600_000),
        }] as const;
      proxy.plan = () => plans()[drawn++ % 3]!;
      proxy.cutAll();
      // What is cut when nothing is sent proves nothing: they sell on until enough was.
      for (let tickets = 0; proxy.commitsCut < 4 || proxy.cuts < proxy.commitsCut + 4; tickets++) {
        assert.ok(tickets < 400, `the premise: ${proxy.cuts} lines were cut, ${proxy.commitsCut} at a COMMIT`);
        for (const shop of shops) await sellBread(shop, 1);
      }

      proxy.plan = () => null;
      for (const [at, name] of ["lyon", "paris", "brest"].entries()) {
        await office.hasAll(shops[at]!, name);
        await office.assertSame(shops[at]!, name);
      }
      assert.ok(await office.received("brest") > LONG, "the premise: the long one is there");
      const verified = await office.run("verify");
      assert.equal(verified.code, 0, verified.out);
      assert.equal(verified.out.match(/whole: \d+ records, [1-9]\d* signed ones; 0 records to come/g)?.length, 3, verified.out);
    } finally {
      for (const shop of shops) await shop[Symbol.asyncDispose]();
    }
  },
);

withPostgres("head office goes away for a while: tills sell on, and then it has all of it", async () => {
  await using linked = await LinkedShop.open();
  const { postgres, office, shop } = linked;
  await office.hasAll(shop, "lyon");
  // The process that sends may end like any other: another one goes on.
  const killed = await ownProcess(shop.server, "head-office-link");
  Deno.kill(killed, "SIGKILL");
  await sellBread(shop, 1);
  await office.hasAll(shop, "lyon");
  assert.notEqual(await ownProcess(shop.server, "head-office-link"), killed);
  await postgres.stop();
  await sellBread(shop, 5);
  const waiting = async () => (await comptoir("head-office", "status", "--data", shop.server.dir));
  await eventually(async () => /does not answer/.test((await waiting()).out), "the trouble told");
  const told = await waiting();
  assert.equal(told.code, 1);
  assert.match(told.out, /it is tried again/);
  assert.doesNotMatch(told.out, / 0 to come/);
  // A server that starts without a head office starts like any other.
  await shop.server.stop();
  shop.server = await shop.server.restart();
  await sellBread(shop, 1);
  await postgres.resume();
  await office.hasAll(shop, "lyon");
  await office.assertSame(shop, "lyon");
  await eventually(async () => (await waiting()).code === 0, "all is well");
});

withPostgres(
  "a backup that is put back goes on behind the record that both have: nothing is twice, nothing is lost",
  async () => {
    await using linked = await LinkedShop.open();
    const { office, shop } = linked;
    await sellBread(shop, 2);
    const { body: { name: file } } = await answerOf(await shop.owner.post("/api/backups", {}));
    await sellBread(shop, 3);
    await office.hasAll(shop, "lyon");
    const before = await office.received("lyon");
    // The shop as it is now, on a disk that somebody finds again later.
    await shop.server.stop();
    const former = await copyOf(shop.server.dir);
    shop.server = await shop.server.restart();

    assert.equal((await answerOf(await shop.owner.post("/api/backups/restore", { file, last_numbers: { C1: 5 } }))).status, 202);
    await eventually(async () => {
      const signedIn = await shop.owner.signIn("patron", PASSWORD).catch(() => null);
      const found = signedIn === null ? null : await answerOf(await shop.owner.get("/api/backups"));
      return found?.status === 200 && found.body.restored !== null;
    }, "the server begun anew");
    await shop.chloe.signIn("chloe", PASSWORD);
    await sellBread(shop, 2);
    await office.hasAll(shop, "lyon");
    await office.assertSame(shop, "lyon");
    const epochs = await office.rows<{ epoch: number; parent: number | null; base: string }>(
      "SELECT epoch, parent, base FROM comptoir.epochs ORDER BY epoch",
    );
    assert.deepEqual(epochs.map(({ epoch, parent }) => [epoch, parent]), [[1, null], [2, 1]]);
    assert.ok(Number(epochs[1]!.base) < before, "the premise: what came after the backup was there already");
    const [{ n }] = await office.rows<{ n: string }>(
      "SELECT count(*) AS n FROM comptoir.journal WHERE epoch = 1 AND seq > $1::bigint",
      [Number(epochs[1]!.base)],
    ) as [{ n: string }];
    assert.ok(Number(n) >= before - Number(epochs[1]!.base), "what was sold and forgotten here is not forgotten there");
    await using found = await startServer({ dir: former });
    await eventually(() => /a restored copy of this shop sends in its place already/.test(found.log), "two lives told");
    await office.assertSame(shop, "lyon");
    const verified = await office.run("verify");
    assert.equal(verified.code, 0, verified.out);
  },
);

withPostgres("two more processes send the same shop by mistake: each record is there once", async () => {
  await using linked = await LinkedShop.open();
  const { office, shop } = linked;
  const order = await Deno.readTextFile(`${shop.server.dir}/head-office.key`);
  const [program, ...args] = CHECKOUT;
  const others = [1, 2].map(() =>
    new Deno.Command(program, {
      args: [...args, "head-office-link", `${shop.server.dir}/comptoir.db`],
      stdin: "piped",
      stdout: "null",
      stderr: "null",
    }).spawn()
  );
  const inputs = others.map(({ stdin }) => stdin.getWriter());
  try {
    for (const input of inputs) await input.write(new TextEncoder().encode(`${order}\n`));
    await eventually(async () => {
      const [found] = await office.rows<{ n: string }>(
        "SELECT count(*) AS n FROM pg_stat_activity WHERE usename = 'comptoir_shop_lyon'",
      );
      return Number(found!.n) >= 3;
    }, "three that send");
    for (let round = 0; round < 6; round++) {
      await sellBread(shop, 2);
      await office.hasAll(shop, "lyon");
    }
    await office.assertSame(shop, "lyon");
    assert.equal((await office.run("verify")).code, 0);
  } finally {
    for (const input of inputs) await input.close().catch(() => {});
    for (const other of others) await other.status;
  }
});
