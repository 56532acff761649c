/** Whoever pulls the plug while the journal is sealed loses nothing: every record stands somewhere, and the next one goes on. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { newFolder } from "../support/own_folder.ts";
import { FIRST, pastYears, SECOND } from "../support/past_years.ts";
import { SealSteps } from "../support/seal_steps.ts";
import { CHECKOUT } from "../support/server.ts";
import { withProgram } from "../support/where.ts";

const withStrace = await withProgram("look with", "strace");

/** The database as others see it meanwhile. */
class Seen {
  readonly db: DatabaseSync;
  constructor(readonly dir: string) {
    this.db = new DatabaseSync(`${dir}/comptoir.db`, { readOnly: true, timeout: 5_000 });
  }
  number(sql: string): number {
    return Number(Object.values(this.db.prepare(sql).get()!)[0] ?? 0);
  }
  files(): string[] {
    try {
      return readdirSync(`${this.dir}/journal`);
    } catch {
      return [];
    }
  }
  [Symbol.dispose](): void {
    this.db.close();
  }
}

const FIRST_SEALED = `SELECT coalesce((SELECT last_seq FROM _journal_seals WHERE year = ${FIRST}), 9e9)`;
/** In the order in which they come to be. */
const MOMENTS: readonly [string, (seen: Seen) => boolean][] = [
  ["a file is being written", (seen) => seen.files().some((name) => name.endsWith(".part"))],
  ["a file is whole", (seen) => seen.files().includes(`journal-${FIRST}.db`)],
  ["a record says so", (seen) => seen.number("SELECT count(*) FROM _journal_seals") > 0],
  ["some records are dropped", (seen) => seen.number("SELECT min(seq) FROM _journal") > 1],
  [
    "the last alone stands, as long as its indexes do",
    (seen) => seen.number("SELECT min(seq) FROM _journal") === seen.number(FIRST_SEALED),
  ],
  ["all of them are dropped", (seen) => seen.number("SELECT min(seq) FROM _journal") > seen.number(FIRST_SEALED)],
  ["the next file is whole", (seen) => seen.files().includes(`journal-${SECOND}.db`)],
  ["its record says so", (seen) => seen.number("SELECT count(*) FROM _journal_seals") > 1],
];

/** Begins to seal, and kills it when it is so far; false where it had ended before. */
async function killedWhen(dir: string, isSoFar: (seen: Seen) => boolean): Promise<boolean> {
  const [program, ...rest] = [...CHECKOUT, "journal", "seal", "--through", String(SECOND), "--data", dir] as [
    string,
    ...string[],
  ];
  using seen = new Seen(dir);
  const child = new Deno.Command(program, { args: rest, stdin: "null", stdout: "null", stderr: "null" }).spawn();
  let over = false;
  const ended = child.status.finally(() => over = true);
  while (!isSoFar(seen) && !over) await new Promise((resolve) => setTimeout(resolve, 1));
  const reached = isSoFar(seen);
  if (!over) child.kill("SIGKILL");
  await ended;
  return reached;
}

Deno.test("sealing that is killed at any step loses no record, and the next one brings it to its end", async () => {
  const dir = await pastYears();
  const before = new DatabaseSync(`${dir}/comptoir.db`);
  const texts = before.prepare("SELECT seq, content, hash FROM _journal ORDER BY seq").all();
  before.close();
  for (const [what, isSoFar] of MOMENTS) {
    assert.ok(await killedWhen(dir, isSoFar), `never so far: ${what}`);
    const told = await comptoir("journal", "verify", "--data", dir);
    assert.equal(told.code, 0, `${what}: ${told.out}`);
  }
  const done = await comptoir("journal", "seal", "--through", String(SECOND), "--data", dir);
  assert.equal(done.code, 0, done.err);
  assert.equal((await comptoir("journal", "verify", "--data", dir)).code, 0);
  using seen = new Seen(dir);
  const through = seen.number("SELECT max(last_seq) FROM _journal_seals");
  for (const table of ["_journal", "_journal_rows", "_journal_frames"]) {
    assert.equal(seen.number(`SELECT count(*) FROM ${table} WHERE seq <= ${through}`), 0, table);
  }
  assert.deepEqual(seen.files().sort(), [`journal-${FIRST}.db`, `journal-${SECOND}.db`]);
  // Each record stands in one place, byte for byte.
  const all = [`${dir}/journal/journal-${FIRST}.db`, `${dir}/journal/journal-${SECOND}.db`, `${dir}/comptoir.db`].flatMap(
    (path) => {
      const db = new DatabaseSync(path, { readOnly: true });
      try {
        return db.prepare("SELECT seq, content, hash FROM _journal ORDER BY seq").all();
      } finally {
        db.close();
      }
    },
  );
  assert.deepEqual(all.slice(0, texts.length), texts);
  assert.equal(all.filter((row) => String(row["content"]).includes('"kind":"journal_sealed"')).length, 2);
});

Deno.test(
  "a sealed file is on disk with its name and its folder's before a record relies on it, and so is one that was there",
  withStrace,
  async () => {
    const dir = await pastYears();
    const steps = new SealSteps(dir);
    steps.make(FIRST);
    await steps.leave();
    const trace = `${await newFolder()}/trace`;
    const calls = "trace=fsync,fdatasync,rename,renameat,renameat2";
    const { code } = await new Deno.Command("strace", {
      args: [
        "-f",
        "-y",
        "-qq",
        "-o",
        trace,
        "-e",
        calls,
        ...CHECKOUT,
        "journal",
        "seal",
        "--through",
        String(SECOND),
        "--data",
        dir,
      ],
    }).output();
    assert.equal(code, 0);
    const lines = (await Deno.readTextFile(trace)).split("\n");
    /** Where it was brought to the disk next; -1 for never. */
    const synced = (path: string, from: number) =>
      lines.findIndex((line, at) => at >= from && /sync\(/.test(line) && line.includes(`<${path}>`));
    const renamed = lines.findIndex((line) => /rename/.test(line) && line.includes(`/journal-${SECOND}.db"`));
    assert.ok(renamed > 0);
    const written = lines.findLastIndex((line, at) => at < renamed && /sync\(.*\.part>/.test(line));
    assert.ok(written >= 0, "the file's content before its name");
    for (const [year, from, until] of [[FIRST, 0, renamed], [SECOND, renamed, lines.length]] as const) {
      const file = synced(`${dir}/journal/journal-${year}.db`, from);
      const folder = synced(`${dir}/journal`, file);
      const above = synced(dir, folder);
      const record = synced(`${dir}/comptoir.db-wal`, file);
      const order = [from, file, folder, above, record, until];
      assert.deepEqual(order, order.toSorted((a, b) => a - b), `${year}: the file, its folder, the one above, then the record`);
    }
  },
);
