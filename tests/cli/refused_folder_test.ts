/** A start that is refused by what is in the folder: one sentence with its remedy, exit code 1, and the folder as it was. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assertSentence, type Ended, run, type Surroundings, UNPRIVILEGED } from "../support/command_line.ts";
import { newFolder } from "../support/own_folder.ts";
import { startServer } from "../support/server.ts";
import { onDiskOf, whereSmallDisks } from "../support/small_disk.ts";
import { onLinux } from "../support/where.ts";

const linux = onLinux();

const names = (dir: string) => [...Deno.readDirSync(dir)].map(({ name }) => name).sort();

function start(dir: string, flags: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return run(["--data", dir, "--no-open", ...flags.includes("--port") ? [] : ["--port", "0"], ...flags], surroundings);
}

/** A folder with a shop that was stopped in good order. */
async function shop(): Promise<string> {
  const server = await startServer({ dir: await newFolder() });
  await server.stop();
  return server.dir;
}

Deno.test("a shop on a disk that is full is told in a sentence, and its files stay as they were", whereSmallDisks, async () => {
  const whole = await shop();
  const small = await newFolder();
  // Left free are so many KiB: none, too few for the log's index, and some that a start would fill.
  const full = (free: number) =>
    onDiskOf(
      "4m",
      small,
      `cp '${whole}'/*.* '${small}' && cat /dev/zero > '${small}/rest' 2>/dev/null
     truncate -s -${free}K '${small}/rest'; sum() { (cd '${small}' && cksum *.db *.key *.head); }
     before=$(sum); "$@"; code=$?; [ "$before" = "$(sum)" ] || echo changed; exit $code`,
    );
  for (const free of [0, 8, 64]) {
    const ended = await start(small, [], { under: full(free) });
    assertSentence(ended, 1, /disk is full.*--data/);
    assert.equal(ended.out, "", `${free} KiB`);
  }
  for (const command of [["user", "list"], ["journal", "verify"]]) {
    // Who only looks, looks at a copy elsewhere.
    const ended = await run([...command, "--data", small], { under: full(0) });
    assert.equal(ended.code, 0, ended.err);
    assert.doesNotMatch(ended.out, /changed/);
  }
});

Deno.test("a database that cannot be gone on with is told in a sentence, and nothing is made beside it", async () => {
  const whole = await shop();
  const change = (sql: string) => (path: string) => {
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
  };
  const overwrite = (at: number) => (path: string) => {
    using file = Deno.openSync(path, { write: true });
    file.seekSync(at, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array(4096).fill(0x5a));
  };
  const cases: [string, (path: string) => void, RegExp][] = [
    ["cut", (path) => Deno.truncateSync(path, 20_000), /damaged.*restore/],
    ["first page", overwrite(0), /damaged.*restore/],
    ["second page", overwrite(4096), /damaged.*restore/],
    ["some page", overwrite(10 * 4096), /damaged.*restore/],
    [
      "newer",
      change("INSERT INTO _migrations VALUES ('999_future', '2030-01-01T00:00:00Z')"),
      /newer version.*start that version/,
    ],
    ["foreign", (path) => (Deno.removeSync(path), change("CREATE TABLE t (x)")(path)), /another program's.*--data/],
  ];
  for (const [what, harm, wanted] of cases) {
    const dir = await newFolder();
    const path = join(dir, "comptoir.db");
    await Deno.copyFile(join(whole, "comptoir.db"), path);
    harm(path);
    const before = await Deno.readFile(path);
    for (const flags of [[], ["--demo"]]) {
      assertSentence(await start(dir, flags), 1, wanted);
      assert.deepEqual(names(dir), ["comptoir.db"], what);
      assert.deepEqual(await Deno.readFile(path), before, `${what}: left as it was`);
    }
  }
  const dir = await newFolder();
  await Deno.copyFile(join(whole, "comptoir.db"), join(dir, "comptoir.db"));
  await using _ = await startServer({ dir }); // the premise
});

Deno.test("a database that another program holds is told in a sentence, and works when it has let go", async () => {
  const dir = await shop();
  const before = names(dir);
  const other = new DatabaseSync(join(dir, "comptoir.db"));
  for (const hold of ["PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", "PRAGMA locking_mode = NORMAL; BEGIN IMMEDIATE"]) {
    other.exec(hold);
    assertSentence(await start(dir, []), 1, /in use by another program/);
    other.exec("COMMIT; SELECT 1 FROM _meta");
  }
  other.close();
  await using _ = await startServer({ dir });
  assert.ok(before.every((name) => names(dir).includes(name) || /-(?:wal|shm)$/.test(name)));
});

Deno.test("a fiscal key of another kind is told in a sentence: nobody could verify what it signs", linux, async () => {
  const keys = [generateKeyPairSync("ec", { namedCurve: "P-384" }), generateKeyPairSync("rsa", { modulusLength: 2048 })];
  for (const { privateKey } of keys) {
    const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
    Deno.writeTextFileSync(`${dir}/fiscal.key`, privateKey.export({ type: "pkcs8", format: "pem" }) as string);
    assertSentence(await start(dir, []), 1, /key file fiscal\.key holds a key of another kind.*copy.*away/);
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("a key file that is damaged or may not be read is told in a sentence", linux, async () => {
  for (const key of ["token", "journal"]) {
    const dir = await shop();
    await Deno.writeTextFile(join(dir, `${key}.key`), "nothing of the kind");
    assertSentence(await start(dir, []), 1, new RegExp(`key file ${key}\\.key is damaged`));
    await Deno.chmod(join(dir, `${key}.key`), 0);
    assertSentence(await start(dir, [], { under: UNPRIVILEGED }), 1, new RegExp(`${key}\\.key.*rights`));
  }
});
