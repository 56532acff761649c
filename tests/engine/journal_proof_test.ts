/** Proof that nobody changed the journal since: what verification finds, and the signed head beside the database. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { chainHash } from "../../server/database/journal/journal.ts";
import { verifyJournal } from "../../server/database/journal/verification.ts";
import { eventually } from "../support/feed.ts";
import { answerOf, CHECKOUT, PASSWORD, startServer, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { assertDone, Bench } from "../support/trapped_writer.ts";

Deno.test("nothing in the database file lets a record be changed or dropped", async () => {
  await using staff = await Staff.open({});
  const { server } = staff;
  const db = new DatabaseSync(`${server.dir}/comptoir.db`);
  try {
    assert.throws(() => db.exec("UPDATE _journal SET username = 'x'"), /append-only/);
    assert.throws(() => db.exec("DELETE FROM _journal WHERE seq = 1"), /append-only/);
  } finally {
    db.close();
  }
});

async function verify(dir: string): Promise<{ code: number; text: string }> {
  const [program, ...args] = CHECKOUT;
  const { code, stdout, stderr } = await new Deno.Command(program, { args: [...args, "journal", "verify", "--data", dir] })
    .output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

/** A shop whose server has stopped, with `records` records. */
async function closedShop(): Promise<{ server: TestServer; records: number }> {
  const server = await startServer();
  using owner = await server.owner();
  for (let i = 1; i <= 4; i++) await owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [`c${i}`]);
  const live = await answerOf(await owner.get("/api/journal/verify"));
  assert.deepEqual([live.status, live.body.ok, live.body.records, live.body.first_wrong_seq], [200, true, 7, null]);
  await server.stop();
  return { server, records: 8 };
}

const chained = (content: string) =>
  `UPDATE _journal SET content = '${content}', hash = rehash((SELECT hash FROM _journal WHERE seq = 7), '${content}') WHERE seq = 8`;

/** What an intruder does, the first wrong seq that it leaves, and what must be said of it. */
const TAMPERINGS: readonly [string, string, number, RegExp][] = [
  ["at", "UPDATE _journal SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 4", 4, /'at'/],
  ["kind", "UPDATE _journal SET kind = 'x' WHERE seq = 4", 4, /'kind'/],
  ["user_id", "UPDATE _journal SET user_id = 9 WHERE seq = 4", 4, /'user_id'/],
  ["user_id to NULL", "UPDATE _journal SET user_id = NULL WHERE seq = 4", 4, /'user_id'/],
  ["username", "UPDATE _journal SET username = 'x' WHERE seq = 4", 4, /'username'/],
  ["role", "UPDATE _journal SET role = 'caisse' WHERE seq = 4", 4, /'role'/],
  ["mode", "UPDATE _journal SET mode = 'client' WHERE seq = 4", 4, /'mode'/],
  ["address", "UPDATE _journal SET address = '10.0.0.1' WHERE seq = 4", 4, /'address'/],
  ["session_id", "UPDATE _journal SET session_id = 'x' WHERE seq = 4", 4, /'session_id'/],
  ["tables", "UPDATE _journal SET tables = 'produits' WHERE seq = 4", 4, /'tables'/],
  ["content", "UPDATE _journal SET content = replace(content, 'c1', 'c9') WHERE seq = 4", 4, /content/],
  ["hash", "UPDATE _journal SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 4", 4, /content/],
  ["seq", "UPDATE _journal SET seq = 40 WHERE seq = 4", 4, /missing/],
  ["the last seq", "UPDATE _journal SET seq = 9 WHERE seq = 8", 8, /missing/],
  ["a deleted row", "DELETE FROM _journal WHERE seq = 5", 5, /missing/],
  ["the first row", "DELETE FROM _journal WHERE seq = 1", 1, /missing/],
  ["a cut tail", "DELETE FROM _journal WHERE seq > 6", 7, /cut off/],
  ["everything", "DELETE FROM _journal", 1, /cut off/],
  [
    "two rows swapped",
    "UPDATE _journal SET seq = -1 WHERE seq = 4; UPDATE _journal SET seq = 4 WHERE seq = 5; UPDATE _journal SET seq = 5 WHERE seq = -1",
    4,
    /content/,
  ],
  [
    "a row before the first",
    "INSERT INTO _journal SELECT 0, at, kind, user_id, username, role, mode, address, session_id, tables, content, hash FROM _journal WHERE seq = 1",
    0,
    /first/,
  ],
  ["a last row rewritten with a fitting hash", chained("{}"), 8, /format|journal\.head/],
  ["a last row that is null", chained("null"), 8, /readable/],
];

Deno.test("verification finds every column changed, every row dropped, swapped or added, and says where", async () => {
  const { server, records } = await closedShop();
  assert.equal((await Deno.stat(`${server.dir}/comptoir.db-wal`).catch(() => ({ size: 0 }))).size, 0, "all is in the one file");
  const sound = await verify(server.dir);
  assert.equal(sound.code, 0, sound.text);
  assert.match(sound.text, new RegExp(`whole: ${records} records`));
  const tried = async ([what, sql, seq, problem]: (typeof TAMPERINGS)[number]) => {
    const dir = await Deno.makeTempDir({ prefix: "comptoir-tampered-" });
    for (const name of ["comptoir.db", "fiscal.key", "journal.head", "journal.key", "token.key"]) {
      await Deno.copyFile(`${server.dir}/${name}`, `${dir}/${name}`);
    }
    const db = new DatabaseSync(`${dir}/comptoir.db`);
    db.function("rehash", (previous, content) => createHash("sha256").update(`${previous}\n${content}`).digest("hex"));
    db.exec("DROP TRIGGER _journal_keeps_update; DROP TRIGGER _journal_keeps_delete");
    if (what === "at") assert.equal((await verify(dir)).code, 0, "without its triggers it is sound still");
    db.exec(sql);
    db.close();
    const { code, text } = await verify(dir);
    assert.equal(code, 1, `${what}: ${text}`);
    assert.match(text, new RegExp(`\\bseq ${seq}\\b`), `${what}: ${text}`);
    assert.match(text, problem, `${what}: ${text}`);
    assert.ok(text.trim().split("\n").length === 1, `one plain sentence for ${what}: ${text}`);
    await Deno.remove(dir, { recursive: true });
  };
  for (let at = 0; at < TAMPERINGS.length; at += 2) await Promise.all(TAMPERINGS.slice(at, at + 2).map(tried));
  const head = `${server.dir}/journal.head`;
  const text = await Deno.readTextFile(head);
  await Deno.writeTextFile(head, text.replace('"seq":8', '"seq":7'));
  const forged = await verify(server.dir);
  assert.deepEqual([forged.code, /journal\.head/.test(forged.text)], [1, true], forged.text);
  await Deno.remove(server.dir, { recursive: true });
});

Deno.test("a running server finds what was changed behind its back", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  for (let i = 1; i <= 4; i++) await owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [`c${i}`]);
  const verified = async () => (await answerOf(await owner.get("/api/journal/verify"))).body;
  assert.equal((await verified()).ok, true);
  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { timeout: 2_000 });
  db.exec("DROP TRIGGER _journal_keeps_update; UPDATE _journal SET username = 'personne' WHERE seq = 5");
  db.close();
  const { ok, first_wrong_seq, problem } = await verified();
  assert.deepEqual([ok, first_wrong_seq], [false, 5]);
  assert.match(problem, /username/);
});

Deno.test("the signed head beside the database follows within two seconds", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  const { body } = await owner.query("insert", "INSERT INTO categories (nom) VALUES ('c1')");
  const head = () => Deno.readTextFile(`${server.dir}/journal.head`).then((text) => JSON.parse(text).seq, () => null);
  await eventually(async () => await head() === body.seq, "the head", 2_500);
  const { mode } = await Deno.stat(`${server.dir}/journal.head`);
  assert.equal(mode! & 0o777, 0o600);
});

Deno.test("a tail cut off while nothing runs is still told after the next start, and so is a missing head", async () => {
  for (const tamper of ["cut", "no head"] as const) {
    const server = await startServer();
    using owner = await server.owner();
    await owner.query("insert", "INSERT INTO categories (nom) VALUES ('Thés')");
    await server.stop();
    if (tamper === "cut") {
      const db = new DatabaseSync(`${server.dir}/comptoir.db`);
      db.exec("DROP TRIGGER _journal_keeps_delete; DELETE FROM _journal WHERE seq > 3");
      db.close();
    } else await Deno.remove(`${server.dir}/journal.head`);
    await using again = await server.restart();
    using patron = again.at("127.0.0.1");
    await patron.signIn("patron", PASSWORD);
    const { body } = await answerOf(await patron.get("/api/journal/verify"));
    assert.equal(body.ok, false);
    assert.match(body.problem, tamper === "cut" ? /cut off/ : /journal\.head is missing/);
  }
});

Deno.test("records of the format before verify beside those that are written now, and a format that nobody knows does not", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO counters VALUES ('x', 1)"));
  const insert = bench.db.prepare(
    `INSERT INTO _journal (seq, at, kind, user_id, username, role, mode, address, session_id, tables, content, hash)
     SELECT seq + 1, at, kind, user_id, username, role, mode, address, session_id, tables, ?, ? FROM _journal ORDER BY seq DESC LIMIT 1`,
  );
  const append = (v: number) => {
    const { seq, content, hash } = bench.db.prepare("SELECT seq, content, hash FROM _journal ORDER BY seq DESC LIMIT 1")
      .get() as {
        seq: number;
        content: string;
        hash: string;
      };
    const row = { name: "x", n: 1 };
    const changes = [{ table: "counters", op: "update", key: { name: "x" }, before: row, after: { ...row, n: 2 } }];
    const next = JSON.stringify({ ...JSON.parse(content), v, seq: seq + 1, changes });
    insert.run(next, chainHash(hash, next));
  };
  const verified = () => verifyJournal(bench.db, { state: "lost" });
  append(1);
  assertDone(bench.one("UPDATE counters SET n = 3"));
  assert.deepEqual([verified().ok, verified().records], [true, 3], JSON.stringify(verified()));
  assert.deepEqual(bench.formats, [2, 1, 2]);
  append(3);
  assert.deepEqual([verified().first_wrong_seq, verified().problem], [4, "its format 3 is unknown"]);
});
