/** A backup bears its name when it is whole, looked through and on disk; one that failed leaves nothing, and is told of. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assertSentence, comptoir, run } from "../support/command_line.ts";
import { answerOf, CHECKOUT, startServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { onDiskOf, whereSmallDisks } from "../support/small_disk.ts";
import { withProgram } from "../support/where.ts";

const withStrace = await withProgram("look with", "strace");

async function newFolder(): Promise<string> {
  return await Deno.makeTempDir({ prefix: "comptoir-test-" });
}
const names = (dir: string) => [...Deno.readDirSync(dir)].map(({ name }) => name).sort();

Deno.test(
  "a backup that finds no room leaves nothing, and is told on the console and in the journal",
  whereSmallDisks,
  async () => {
    const server = await startServer();
    await server.stop();
    const small = await newFolder();
    for (const size of ["4k", "100k"]) {
      const under = onDiskOf(size, small, `"$@"; code=$?; ls -A '${small}'; exit $code`);
      const ended = await run(["backup", joinPath(small, "copie.db"), "--data", server.dir], { under });
      assertSentence(ended, 1, /backup was not written.*(?:full|space)/);
      assert.equal(ended.out, "", `${size}: nothing is left there`);
    }
    const db = new DatabaseSync(joinPath(server.dir, "comptoir.db"), { readOnly: true });
    const told = db.prepare("SELECT content ->> '$.detail.reason' AS reason FROM _journal WHERE kind = 'backup_failed'").all();
    db.close();
    assert.equal(told.length, 2);
    assert.match(String(told[0]!["reason"]), /full|space/);
    await Deno.remove(server.dir, { recursive: true });
    await Deno.remove(small, { recursive: true });
  },
);

Deno.test("a backup that the running server could not write is told on its console and in its journal", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  const nowhere = joinPath(server.dir, "nulle", "part.db");
  assertSentence(await comptoir("backup", nowhere, "--data", server.dir), 1, /backup was not written/);
  assert.match(server.log, /backup was not written/);
  const { records } = (await answerOf(await owner.get("/api/journal?kind=backup_failed"))).body;
  assert.equal(records.length, 1);
  assert.match(records[0].detail.reason, /\S/);
});

Deno.test("what a cut backup left is no hindrance and no backup; a whole one stands alone", async () => {
  await using server = await startServer();
  const copies = await newFolder();
  const file = joinPath(copies, "copie.db");
  await Deno.writeTextFile(`${file}.part`, "the first half of a copy");
  await Deno.writeTextFile(`${file}.part-journal`, "of before");
  const { code, err } = await comptoir("backup", file, "--data", server.dir);
  assert.equal(code, 0, err);
  assert.deepEqual(names(copies), ["copie.db"]);
  const db = new DatabaseSync(file, { readOnly: true });
  assert.equal(db.prepare("PRAGMA integrity_check").get()!["integrity_check"], "ok");
  db.close();
  await Deno.remove(copies, { recursive: true });
});

Deno.test("a backup is its owner's alone from the first byte, and on disk before it takes its name", withStrace, async () => {
  const server = await startServer();
  await server.stop();
  const copies = await newFolder();
  const trace = joinPath(server.dir, "trace");
  const [program, ...args] = CHECKOUT;
  const calls = "trace=openat,fsync,fdatasync,rename,renameat,renameat2";
  const backup = ["backup", joinPath(copies, "copie.db"), "--data", server.dir];
  const { code } = await new Deno.Command("strace", {
    args: ["-f", "-y", "-qq", "-o", trace, "-e", calls, "sh", "-c", 'umask 0; exec "$@"', "sh", program, ...args, ...backup],
  }).output();
  assert.equal(code, 0);
  const lines = (await Deno.readTextFile(trace)).split("\n");
  const made = lines.filter((line) => line.includes("O_CREAT") && line.includes(`${copies}/`));
  const modes = made.filter((line) => !/-(?:wal|shm|journal)"/.test(line)).map((line) => /, (0\d+)\)/.exec(line)?.[1]);
  assert.ok(made.length > 0 && modes[0] === "0600", made.join("\n"));
  const renamed = lines.findIndex((line) => /rename/.test(line) && line.includes(`"${copies}/copie.db"`));
  assert.ok(renamed > 0, "it takes its name when it is there");
  const synced = (path: string, from: number, to?: number) =>
    lines.slice(from, to).some((line) => /sync\(/.test(line) && line.includes(`<${path}>`));
  assert.ok(synced(`${copies}/copie.db.part`, 0, renamed) && synced(copies, renamed));
  assert.equal(Deno.statSync(joinPath(copies, "copie.db")).mode! & 0o777, 0o600);
  for (const dir of [server.dir, copies]) await Deno.remove(dir, { recursive: true });
});

Deno.test("what a power cut left of a copy goes at the next start; what somebody else put there stays", async () => {
  const server = await startServer();
  await server.stop();
  const backups = joinPath(server.dir, "backups");
  await Deno.mkdir(backups, { recursive: true });
  const name = "comptoir-2026-11-29T16-40-26-063.db";
  const others = ["notes.db.part", `${name}.partly`, "auto-2026-13-45T99-99-99.db.part"];
  for (const left of [`${name}.part`, `${name}.part-journal`, ...others]) {
    await Deno.writeTextFile(joinPath(backups, left), "a half");
  }
  await using again = await server.restart();
  assert.deepEqual(names(joinPath(again.dir, "backups")), others.toSorted());
});
