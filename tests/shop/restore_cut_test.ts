/** A restore that is killed at any of its steps is brought to its end or undone by whoever opens the folder next. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { copySync } from "../support/copied.ts";
import { PASSWORD, startServer } from "../support/server.ts";
import { cash, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";

const HEADS = ["journal.head", "fiscal.head"];
const DATABASE = "comptoir.db";

function ticketsIn(dir: string): number {
  const db = new DatabaseSync(joinPath(dir, DATABASE), { readOnly: true });
  try {
    return Number(db.prepare("SELECT count(*) AS n FROM ventes WHERE etat = 'payee'").get()!["n"]);
  } finally {
    db.close();
  }
}

async function assertWhole(dir: string, tickets: number, what: string): Promise<void> {
  // Whoever opens the folder ends what was cut off; who only looks writes nothing.
  const opened = await comptoir("user", "disable", "--username", "chloe", "--data", dir);
  assert.equal(opened.code, 0, `${what}: ${opened.err}`);
  const { code, out, err } = await comptoir("journal", "verify", "--data", dir);
  assert.equal(code, 0, `${what}: ${out}${err}`);
  assert.equal(ticketsIn(dir), tickets, what);
  const left = [...Deno.readDirSync(dir)].map(({ name }) => name).filter((name) => /part|ready/.test(name));
  assert.deepEqual(left, [], what);
}

Deno.test("a restore that is cut off between any two steps is done or undone: never an empty shop, never a half", async () => {
  const root = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const file = joinPath(root, "copie.db");
  const [before, after] = [joinPath(root, "before"), joinPath(root, "after")];
  // A plug was pulled: what was sold last is in the log beside the database alone.
  {
    await using shop = await Shop.open(["chloe"]);
    const { chloe, server } = shop;
    ok(await openTill(chloe));
    await sold(chloe, [PAIN], [cash(120)]);
    assert.equal((await comptoir("backup", file, "--data", server.dir)).code, 0);
    for (let n = 2; n <= 4; n++) await sold(chloe, [PAIN], [cash(120)]);
    await server.kill();
    copySync(server.dir, before);
    shop.server = await server.restart();
  }
  copySync(before, after);
  assert.ok(Deno.statSync(joinPath(before, `${DATABASE}-wal`)).size > 0, "the premise");
  const restored = await comptoir("restore", file, "--data", after);
  assert.equal(restored.code, 0, restored.err);

  const stateOf = (make: (dir: string, put: (from: string, name: string, to: string) => void) => void) => {
    const dir = joinPath(root, `state-${crypto.randomUUID()}`);
    copySync(before, dir);
    make(dir, (from, name, to) => {
      Deno.mkdirSync(joinPath(dir, to), { recursive: true });
      Deno.copyFileSync(joinPath(from, name), joinPath(dir, to, name));
    });
    return dir;
  };
  const ready = "replacement.ready";
  /** As the restore leaves the folder after each of its steps; how many tickets there are when it is opened next. */
  const states: readonly (readonly [string, number, string])[] = [
    [
      "while the copy is made",
      4,
      stateOf((dir, put) => {
        put(after, HEADS[0]!, "replacement.part");
        Deno.writeTextFileSync(joinPath(dir, "replacement.part", DATABASE), "the first half of a copy");
      }),
    ],
    ["when all is made", 4, stateOf((_, put) => [DATABASE, ...HEADS].forEach((name) => put(after, name, "replacement.part")))],
    ["when it is decided", 1, stateOf((_, put) => [DATABASE, ...HEADS].forEach((name) => put(after, name, ready)))],
    [
      "between the heads",
      1,
      stateOf((_, put) => {
        put(after, HEADS[0]!, ".");
        [DATABASE, HEADS[1]!].forEach((name) => put(after, name, ready));
      }),
    ],
    [
      "after the heads",
      1,
      stateOf((_, put) => {
        HEADS.forEach((name) => put(after, name, "."));
        put(after, DATABASE, ready);
      }),
    ],
    [
      "after the old log",
      1,
      stateOf((dir, put) => {
        HEADS.forEach((name) => put(after, name, "."));
        put(after, DATABASE, ready);
        for (const suffix of ["-wal", "-shm"]) Deno.removeSync(joinPath(dir, DATABASE + suffix));
      }),
    ],
    [
      "after the database",
      1,
      stateOf((dir, put) => {
        [...HEADS, DATABASE].forEach((name) => put(after, name, "."));
        for (const suffix of ["-wal", "-shm"]) Deno.removeSync(joinPath(dir, DATABASE + suffix));
        Deno.mkdirSync(joinPath(dir, ready));
      }),
    ],
  ];
  for (const [what, tickets, dir] of states) await assertWhole(dir, tickets, what);

  // A server is as good at it as a command; it finds its people, and goes on after the highest number that was given.
  const dir = stateOf((dir, put) => {
    HEADS.forEach((name) => put(after, name, "."));
    put(after, DATABASE, ready);
    for (const suffix of ["-wal", "-shm"]) Deno.removeSync(joinPath(dir, DATABASE + suffix));
  });
  const server = await startServer({ dir });
  assert.match(server.log, /had been cut off: it was brought to its end/);
  using chloe = server.at("127.0.0.2");
  await chloe.signIn("chloe", PASSWORD);
  assert.equal((await sold(chloe, [PAIN], [cash(120)])).numero, "C1-000005");
  await server.stop();
  await Deno.remove(root, { recursive: true });
});
