/** The database's files are moved, replaced, deleted or overwritten under the running server: it says so, and writes no more. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { type Answer, answerOf, PASSWORD, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { where } from "../support/where.ts";

// Windows keeps a name as long as its file is open.
const posix = where(Deno.build.os !== "windows", "this machine runs Windows");

interface Sold {
  readonly acknowledged: string[];
  readonly refused: Answer;
}

/** Fewer than a session may send in a minute. */
const ENOUGH = 300;

/** Inserts until it is refused; what was answered with 200 is acknowledged. */
async function sellUntilRefused(person: Person): Promise<Sold> {
  const acknowledged: string[] = [];
  for (;;) {
    const nom = uuidv7();
    const answer = await person.query("insert", "INSERT INTO categories (nom) VALUES (?)", [nom], { "accept-language": "en" });
    if (answer.status !== 200) return { acknowledged, refused: answer };
    acknowledged.push(nom);
    assert.ok(acknowledged.length < ENOUGH, `${ENOUGH} are acknowledged, and all are in a file that nobody finds`);
  }
}

const insert = (nom: string) => ({ type: "insert", query: "INSERT INTO categories (nom) VALUES (?)", params: [nom + uuidv7()] });

async function sell(person: Person, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, () => uuidv7());
  for (const nom of names) {
    assert.equal((await person.query("insert", "INSERT INTO categories (nom) VALUES (?)", [nom])).status, 200);
  }
  return names;
}

function assertHolds(file: string, names: readonly string[]): void {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    assert.equal(db.prepare("PRAGMA integrity_check").get()!["integrity_check"], "ok");
    const held = new Set(db.prepare("SELECT nom FROM categories").all().map(({ nom }) => nom));
    assert.deepEqual(names.filter((nom) => !held.has(nom)), [], `${file} lacks what was acknowledged`);
  } finally {
    db.close();
  }
}

async function assertDegraded(server: TestServer): Promise<void> {
  using monitor = server.at("127.0.0.1");
  const health = await answerOf(await monitor.get("/api/health"));
  assert.deepEqual([health.status, health.body.database], [503, "unavailable"]);
}

async function until(what: string, of: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (of()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(what);
}

const rescuedIn = (dir: string) =>
  [...Deno.readDirSync(joinPath(dir, "backups"))].map(({ name }) => name).filter((name) => /^rescued.*\.db$/.test(name));

Deno.test(
  "an older database moved over the live one: writes stop with a sentence, and what was acknowledged is kept",
  posix,
  async () => {
    await using staff = await Staff.open({});
    const { server, owner } = staff;
    const { dir } = server;
    const before = await sell(owner, 3);
    const older = joinPath(dir, "plus-vieux.db");
    assert.equal((await comptoir("backup", older, "--data", dir)).code, 0);
    const between = await sell(owner, 5);
    const bytes = await Deno.readFile(older);
    await Deno.rename(older, joinPath(dir, "comptoir.db"));
    const { acknowledged, refused } = await sellUntilRefused(owner);
    assert.deepEqual([refused.status, refused.body.code], [503, "database_unavailable"]);
    assert.match(refused.body.detail, /moved, replaced or deleted/);
    await assertDegraded(server);
    assert.match(server.log, /comptoir\.db was moved, replaced or deleted/);
    await until("it is kept", () => rescuedIn(dir).length === 1);
    const rescued = joinPath(dir, "backups", rescuedIn(dir)[0]!);
    assertHolds(rescued, [...before, ...between, ...acknowledged]);
    const copying = await comptoir("backup", joinPath(dir, "copie.db"), "--data", dir);
    assert.equal(copying.code, 1, "no copy of what lies there now is taken for one of the shop");
    await server.stop();
    assert.deepEqual(await Deno.readFile(joinPath(dir, "comptoir.db")), bytes, "the closing server left the other file alone");
    assertHolds(joinPath(dir, "comptoir.db"), before);

    const restored = await comptoir("restore", rescued, "--data", dir);
    assert.equal(restored.code, 0, restored.err);
    const { code, out } = await comptoir("journal", "verify", "--data", dir);
    assert.equal(code, 0, out);
    assertHolds(joinPath(dir, "comptoir.db"), [...before, ...between, ...acknowledged]);
    await Deno.remove(dir, { recursive: true });
  },
);

Deno.test(
  "a log deleted under the server: writes stop, and a plug that is pulled then takes nothing acknowledged away",
  posix,
  async () => {
    await using staff = await Staff.open({});
    const { owner } = staff;
    let { server } = staff;
    const { dir } = server;
    const before = await sell(owner, 5);
    await Deno.remove(joinPath(dir, "comptoir.db-wal"));
    const { acknowledged, refused } = await sellUntilRefused(owner);
    assert.deepEqual([refused.status, refused.body.code], [503, "database_unavailable"]);
    await assertDegraded(server);
    await until("it is kept", () => /All that was acknowledged is in comptoir\.db/.test(server.log));
    await server.kill();
    assertHolds(joinPath(dir, "comptoir.db"), [...before, ...acknowledged]);
    server = await server.restart();
    const { code, out } = await comptoir("journal", "verify", "--data", dir);
    assert.equal(code, 0, out);
    assert.equal((await sell(owner, 1)).length, 1, "and the shop goes on");
    await server.dispose();
  },
);

Deno.test("an idle server notices by itself, and goes on when its file is back", posix, async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  const away = joinPath(server.dir, "ailleurs.db");
  await Deno.rename(joinPath(server.dir, "comptoir.db"), away);
  await until("it says so", () => /moved, replaced or deleted/.test(server.log));
  await Deno.rename(away, joinPath(server.dir, "comptoir.db"));
  await until("it says so", () => /back in its place/.test(server.log));
  assert.equal((await sell(owner, 2)).length, 2);
});

Deno.test("what SQLite writes is no alarm, whoever asks it; another database written over the file is one, at once", async () => {
  await using staff = await Staff.open({});
  const { owner } = staff;
  let { server } = staff;
  const { dir } = server;
  const file = joinPath(dir, "comptoir.db");
  const log = `${file}-wal`;
  const first = await Deno.readFile(file);

  // As programs do that follow a database's log, tidy it up, or copy it.
  const other = new DatabaseSync(file);
  const acts: (() => unknown)[] = [
    ...["PASSIVE", "FULL", "RESTART", "TRUNCATE"].map((mode) => () => other.exec(`PRAGMA wal_checkpoint(${mode})`)),
    () => other.exec("CREATE TABLE _follower (seq INTEGER); INSERT INTO _follower VALUES (1); PRAGMA wal_checkpoint(TRUNCATE)"),
    () => other.exec("DROP TABLE _follower; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)"),
    () => Deno.utimeSync(file, new Date(), new Date()),
    () => comptoir("backup", joinPath(dir, "copie.db"), "--data", dir),
    // Longer than a log that SQLite keeps.
    () => owner.batch(Array.from({ length: 90 }, () => insert("é".repeat(4_000)))),
  ];
  for (const act of acts) {
    await act();
    await sell(owner, 2);
  }
  other.close();
  assert.doesNotMatch(server.log, /nothing is stored/);

  const refuses = async (bytes: Uint8Array) => {
    await Deno.writeFile(file, bytes);
    const { refused } = await sellUntilRefused(owner);
    assert.deepEqual([refused.status, refused.body.code], [503, "database_unavailable"]);
    await assertDegraded(server);
    await until("its log is set aside", () => /The last writes are in '/.test(server.log));
    assert.match(server.log, /comptoir\.db was overwritten under the server: nothing is stored any more/);
    await server.stop();
    assert.deepEqual(await Deno.readFile(file), bytes, "nothing of the log came into it");
    // A look that ends with the server may leave the empty one that it opened.
    assert.equal(existsSync(log) ? Deno.statSync(log).size : 0, 0, "nor will it at the next start");
  };
  await refuses(first);
  const kept = [...Deno.readDirSync(dir)].map(({ name }) => name).filter((name) => name.startsWith("comptoir.db-wal.kept-"));
  assert.equal(kept.length, 1);
  assert.ok((await Deno.stat(joinPath(dir, kept[0]!))).size > 0, "the last writes are in it");

  server = await server.restart();
  await owner.signIn("patron", PASSWORD);
  await sell(owner, 2);
  const copy = joinPath(dir, "copie2.db");
  assert.equal((await comptoir("backup", copy, "--data", dir)).code, 0);
  await sell(owner, 5);
  await refuses(await Deno.readFile(copy));
});
