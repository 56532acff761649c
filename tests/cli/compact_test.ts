/** A database written anew without its free pages: smaller, with the same rows, whatever ends it in between. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { assertSentence, comptoir, run } from "../support/command_line.ts";
import { copySync } from "../support/copied.ts";
import { newFolder } from "../support/own_folder.ts";
import { inside, oneOf, sealed } from "../support/sealed.ts";
import { CHECKOUT, PASSWORD, startServer } from "../support/server.ts";
import { onDiskOf, whereSmallDisks } from "../support/small_disk.ts";
import { withProgram } from "../support/where.ts";

const withStrace = await withProgram("kill with", "strace");

const compact = (dir: string) => comptoir("compact", "--data", dir);
/** Runs it while one call of the system fares as strace is told. */
const compactUnder = (dir: string, inject: string) =>
  run(["compact", "--data", dir], { under: ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `inject=${inject}`] });
const replacementsIn = (dir: string) => readdirSync(dir).filter((name) => name.startsWith("replacement"));
const sizeOf = (dir: string) => statSync(`${dir}/comptoir.db`).size;

/** What the journal says of it: how often, and the bytes of the last one. */
const told = (dir: string) =>
  inside(
    `${dir}/comptoir.db`,
    (db) =>
      db.prepare("SELECT content ->> '$.detail' AS detail FROM _journal WHERE kind = 'compacted' ORDER BY seq").all().map((
        { detail },
      ) => JSON.parse(detail as string)),
  );

const headOf = (dir: string) =>
  inside(`${dir}/comptoir.db`, (db) => db.prepare("SELECT max(seq) AS seq FROM _journal").get())!["seq"] as number;

/** The hash of the rows of each table, of the journal's up to a record, and the schema's. */
function contentOf(dir: string, head: number): Record<string, string> {
  return inside(`${dir}/comptoir.db`, (db) => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as { name: string }[];
    const hashOf = (sql: string) => {
      const statement = db.prepare(sql);
      statement.setReadBigInts(true);
      const lines = statement.all().map((row) =>
        JSON.stringify(row, (_, value) => typeof value === "bigint" ? `${value}` : value)
      );
      return `${lines.length} ${createHash("sha256").update(lines.toSorted().join("\n")).digest("hex")}`;
    };
    return {
      schema: hashOf("SELECT type, name, tbl_name, sql FROM sqlite_schema"),
      ...Object.fromEntries(
        tables.filter(({ name }) => name !== "_journal_people").map(({ name }) => {
          const before = /^_journal(?!_seals)/.test(name) ? `WHERE seq <= ${head}` : "";
          return [name, hashOf(`SELECT * FROM "${name}" ${before}`)];
        }),
      ),
    };
  });
}

async function copyOf(dir: string): Promise<string> {
  const to = await newFolder();
  copySync(dir, to);
  return to;
}

Deno.test("a database is smaller without its free pages, with all that it held; there is nothing to give back a second time", async () => {
  const dir = await sealed();
  const [before, head] = [sizeOf(dir), headOf(dir)];
  const content = contentOf(dir, head);
  const free = inside(`${dir}/comptoir.db`, (db) => Object.values(db.prepare("PRAGMA freelist_count").get()!)[0] as number);
  assert.ok(free > 100, "the premise: the seal has left free pages");
  const { code, out, err } = await compact(dir);
  assert.equal(code, 0, err);
  assert.match(out, /^Compacted: \d+\.\d MB before, \d+\.\d MB now/);
  assert.ok(sizeOf(dir) <= before - (free - 10) * 4096, `${sizeOf(dir)} of ${before}`);
  assert.deepEqual(contentOf(dir, head), content);
  assert.equal(statSync(`${dir}/comptoir.db`).mode & 0o777, 0o600);
  assert.deepEqual(replacementsIn(dir), []);
  assert.equal((await comptoir("journal", "verify", "--data", dir)).code, 0);

  const again = await compact(dir);
  assert.deepEqual([again.code, /^Nothing to give back/.test(again.out)], [0, true], again.out);
  const [noted, ...more] = told(dir);
  assert.deepEqual([noted.bytes_before, more.length], [before, 0]);
  assert.ok(noted.bytes_after < before);

  await using server = await startServer({ dir });
  using owner = server.at("127.0.0.1");
  await owner.signIn("patron", PASSWORD);
  assert.equal((await owner.query("insert", "INSERT INTO categories (nom) VALUES ('x')")).status, 200);
  // Not while it works.
  const size = sizeOf(dir);
  const refused = await compact(dir);
  assert.deepEqual([refused.code, sizeOf(dir)], [1, size]);
  assert.match(refused.err, /The server runs on this folder: stop it/);
});

Deno.test("a journal that is not whole is not written anew, and the database is as it was", async () => {
  const dir = await sealed();
  inside(`${dir}/comptoir.db`, (db) => {
    for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '_journal'").all()) {
      db.exec(`DROP TRIGGER "${name}"`);
    }
    db.exec("UPDATE _journal SET username = 'somebody' WHERE seq = (SELECT max(seq) - 3 FROM _journal)");
  });
  const head = headOf(dir);
  const content = contentOf(dir, head);
  const { code, err } = await compact(dir);
  assert.equal(code, 1);
  assert.match(err, /Nothing was compacted, the database is as it was: journal seq \d+: .*'username'/);
  assert.deepEqual(contentOf(dir, head), content);
  assert.deepEqual(replacementsIn(dir), []);
});

Deno.test("one that is killed while it writes leaves the database as it was, and the next one does it", async () => {
  const dir = await sealed();
  const head = headOf(dir);
  const content = contentOf(dir, head);
  const [program, ...args] = [...CHECKOUT, "compact", "--data", dir] as [string, ...string[]];
  const child = new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" }).spawn();
  let over = false;
  const ended = child.status.finally(() => over = true);
  while (!existsSync(`${dir}/replacement.part/comptoir.db`) && !over) await new Promise((resolve) => setTimeout(resolve, 1));
  assert.ok(!over, "the premise: it is at work");
  child.kill("SIGKILL");
  await ended;
  assert.deepEqual(contentOf(dir, head), content);
  const { code, err } = await compact(dir);
  assert.equal(code, 0, err);
  assert.deepEqual(contentOf(dir, head), content);
});

Deno.test(
  "one that is killed between any two steps of taking its place is brought to its end or was never there",
  withStrace,
  async () => {
    const from = await sealed();
    const [before, head] = [sizeOf(from), headOf(from)];
    const content = contentOf(from, head);
    const cut: boolean[] = [];
    for (let step = 1; step < 20; step++) {
      const dir = await copyOf(from);
      const ended = await compactUnder(dir, `rename,renameat,renameat2,rmdir:signal=SIGKILL:when=${step}`);
      cut.push(replacementsIn(dir).length > 0);
      const { code, err } = await compact(dir);
      assert.equal(code, 0, `${step}: ${err}`);
      assert.ok(sizeOf(dir) < before, `step ${step}`);
      assert.deepEqual(contentOf(dir, head), content, `step ${step}`);
      assert.deepEqual(replacementsIn(dir), []);
      if (ended.code === 0) break;
    }
    assert.ok(cut.filter((one) => one).length >= 2, `steps were cut: ${cut}`);
    assert.equal(cut.at(-1), false, "until one came to its end by itself");
  },
);

Deno.test("what another program writes meanwhile is refused to it: nothing that it was told is stored is lost", async () => {
  const dir = await sealed();
  using other = new DatabaseSync(`${dir}/comptoir.db`);
  other.exec("INSERT INTO _meta (name, value) VALUES ('of another program', '0')");
  let over = false;
  const ended = compact(dir).finally(() => over = true);
  let [stored, refused] = [0, 0];
  while (!over) {
    if (existsSync(`${dir}/replacement.part`)) {
      try {
        other.exec(`UPDATE _meta SET value = '${stored + 1}' WHERE name = 'of another program'`);
        // One that came after it was decided is another matter: its file has lost its name.
        if (existsSync(`${dir}/replacement.part`)) stored += 1;
      } catch (error) {
        assert.match((error as Error).message, /locked/);
        refused += 1;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { code, err } = await ended;
  assert.equal(code, 0, err);
  assert.equal(oneOf(dir, "SELECT value FROM _meta WHERE name = 'of another program'"), String(stored));
  assert.ok(refused > 0, "the premise: it tried");
});

Deno.test("where another program reads in the database, that is said in a sentence", async () => {
  const dir = await sealed();
  using other = new DatabaseSync(`${dir}/comptoir.db`);
  other.exec("BEGIN; SELECT count(*) FROM _meta");
  inside(`${dir}/comptoir.db`, (db) => db.exec("INSERT INTO _meta (name, value) VALUES ('of another program', '0')"));
  assertSentence(await compact(dir), 1, /in use by another program/);
  other.exec("COMMIT");
  const { code, err } = await compact(dir);
  assert.equal(code, 0, err);
});

Deno.test(
  "on a full disk it says so, and neither that the database is unreadable nor that a copy is to be restored",
  whereSmallDisks,
  async () => {
    const from = await sealed();
    const place = await newFolder();
    for (const free of [0, 16, 64, 512, 1_100]) {
      const script =
        `cp -a '${from}'/. '${place}'; rm -f '${place}'/*-wal '${place}'/*-shm; cat /dev/zero > '${place}/rest' 2>/dev/null
      truncate -s -${free}K '${place}/rest'; before=$(cksum '${place}'/*.db); "$@"; code=$?
      [ "$before" = "$(cksum '${place}'/*.db)" ] || echo changed; exit $code`;
      const ended = await run(["compact", "--data", place], { under: onDiskOf("32m", place, script) });
      assertSentence(ended, 1, /^The disk is full|are needed on the disk/);
      assert.doesNotMatch(ended.out, /changed/, `${free} KiB`);
    }
  },
);

Deno.test("one that cannot take its place yet says who puts it there, and the next one does", withStrace, async () => {
  const dir = await sealed();
  const [before, head] = [sizeOf(dir), headOf(dir)];
  const content = contentOf(dir, head);
  const ended = await compactUnder(dir, "rename,renameat,renameat2:error=EACCES:when=2");
  assertSentence(ended, 1, /not in its place yet: .*Starting Comptoir on this folder/);
  assert.ok(existsSync(`${dir}/replacement.ready`), "the premise: it was decided");
  const { code, err } = await compact(dir);
  assert.equal(code, 0, err);
  assert.ok(sizeOf(dir) < before);
  assert.deepEqual(contentOf(dir, head), content);
});
