/** What a line that is cut, and another process of the same shop, do to who sends: no more than that it begins anew. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { openReader } from "../../server/database/sql/sqlite.ts";
import { type Asking, Connection } from "../../server/head_office/connection.ts";
import { JournalSource } from "../../server/head_office/journal_source.ts";
import { type Link, readLink } from "../../server/head_office/link_file.ts";
import { Moved, Receiver } from "../../server/head_office/receiver.ts";
import { meet } from "../../server/head_office/standing.ts";
import { issued, newAuthority } from "../../server/security/authority.ts";
import { comptoir } from "../support/command_line.ts";
import { LIMITS } from "../../shared/limits.ts";
import { CuttingProxy } from "../support/cutting_proxy.ts";
import { eventually } from "../support/feed.ts";
import { HeadOffice } from "../support/head_office.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { startServer } from "../support/server.ts";

const sourceOf = (dir: string) => new JournalSource(openReader(join(dir, "comptoir.db")), join(dir, "journal"));
const linkOf = async (office: HeadOffice, shop: string): Promise<Link> =>
  readLink(await Deno.readTextFile(await office.enrol(shop)));

/** What is on its way when a line ends: each of it was left to itself, or ended the process, by the driver's own transaction. */
const UNDER_WAY: Readonly<Record<string, (asking: Asking) => Promise<unknown>>> = {
  "one question": (asking) => asking.ask(SLOW),
  "two that travel together": (asking) => Promise.all([asking.ask(SLOW), asking.ask("SELECT $1::int", [1])]),
  "a long one behind another": (asking) =>
    Promise.all([asking.ask(SLOW), asking.ask("SELECT $1::text", ["x".repeat(3_000_000)])]),
  "two of which each is heard": async (asking) => {
    const [first] = await Promise.allSettled([asking.ask(SLOW), asking.ask("SELECT $1::int", [1])]);
    if (first.status === "rejected") throw first.reason;
  },
  "one after the other, whatever becomes of them": async (asking) => {
    for (let nth = 0; nth < 3; nth++) await asking.ask(SLOW).catch(() => {});
  },
};
const SLOW = "SELECT pg_sleep(20)";

for (const line of ["plain", "encrypted"]) {
  withPostgres(
    `a line that ends in the middle of a transaction, by either side, is a trouble that passes and no more (${line})`,
    async () => {
      const authority = newAuthority(["siege.local"], [], Date.now());
      const { cert, key } = issued(authority, ["siege.local"], ["127.0.0.1"], Date.now());
      await using postgres = await Postgres.start({ settings: ["ssl=on"], files: { "server.crt": cert, "server.key": key } });
      await using proxy = await CuttingProxy.start(postgres.port);
      await using office = await HeadOffice.open(postgres, proxy.port);
      const link = { ...await linkOf(office, "lyon"), tls: line === "encrypted", ca: authority.cert };
      const sleeping = "FROM pg_stat_activity WHERE query = $1";
      const ways = [
        () => Promise.resolve(proxy.cutAll()),
        () => office.rows(`SELECT pg_terminate_backend(pid) ${sleeping}`, [SLOW]),
      ];
      for (const [what, work] of Object.entries(UNDER_WAY)) {
        for (const end of ways) {
          const connection = await Connection.open(link);
          const done = connection.transaction(work);
          done.catch(() => {}); // heard of below
          // The driver lets these wait for the end of what is under way.
          const behind = Array.from({ length: 3 }, () => connection.ask("SELECT 1"));
          let told = 0;
          for (const one of behind) one.catch(() => told++);
          await eventually(async () => (await office.rows(`SELECT 1 ${sleeping}`, [SLOW])).length > 0, `${what} is under way`);
          await end();
          await assert.rejects(done, { code: "unreachable", passes: true }, what);
          assert.equal(connection.isOpen, false, what);
          await eventually(() => told === behind.length, `those behind ${what} are told of it`, LIMITS.headOfficeAnswerMs / 2);
          await assert.rejects(connection.ask("SELECT 1"), { code: "unreachable" }, what);
          await connection.close();
        }
      }
    },
  );
}

withPostgres("what failed inside a transaction fails all of it, though whoever asked went on", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  const connection = await Connection.open(await linkOf(office, "lyon"));
  const greeted = () => office.rows("SELECT head FROM comptoir.positions WHERE shop = 'lyon'");
  const before = await greeted();
  const done = connection.transaction(async (asking) => {
    await asking.ask("UPDATE comptoir.positions SET head = 7 WHERE shop = $1", ["lyon"]);
    await asking.ask("SELECT 1 / 0").catch(() => {});
  });
  await assert.rejects(done, { code: "unexpected" });
  assert.deepEqual(await greeted(), before);
  await connection.transaction((asking) => asking.ask("UPDATE comptoir.positions SET head = 7 WHERE shop = $1", ["lyon"]));
  assert.notDeepEqual(await greeted(), before, "the premise: it may, and the line goes on");
  await connection.close();
});

withPostgres(
  "two processes that meet head office at once for the first time are the same shop, and so is one restored before it sent",
  async () => {
    await using postgres = await Postgres.start();
    await using office = await HeadOffice.open(postgres);
    await using server = await startServer();
    await server.stop();
    const link = await linkOf(office, "lyon");
    const [first, second] = [await Connection.open(link), await Connection.open(link)];
    const source = sourceOf(server.dir);
    const receiver = new Receiver(first, link.shop);
    // Between the two questions of the first, the other begins the shop's epoch.
    const late = Object.assign(Object.create(receiver) as Receiver, {
      epochs: async () => {
        await meet(source, new Receiver(second, link.shop));
        return await receiver.epochs();
      },
    });
    await assert.rejects(meet(source, late), Moved);
    const { epoch, id, seq } = await meet(source, receiver);
    assert.deepEqual([epoch, id, seq], [1, source.epoch, 0]);

    source.db.close();

    const backup = join(office.folder, "sauvegarde.db");
    for (const verb of ["backup", "restore"]) {
      const { code, err } = await comptoir(verb, backup, "--data", server.dir);
      assert.equal(code, 0, err);
    }
    const restored = sourceOf(server.dir);
    assert.notEqual(restored.epoch, id, "the premise");
    assert.equal((await meet(restored, receiver)).epoch, 2);
    restored.db.close();
    for (const connection of [first, second]) await connection.close();
  },
);
