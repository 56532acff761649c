/** The writer alone, on a schema made of traps: what it says has changed is what has changed. */
import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import type { Actor, Application } from "../../server/database/application.ts";
import { processClock } from "../../server/database/clock.ts";
import type { WriteAnswer, WriteJob } from "../../server/database/jobs.ts";
import { migrate } from "../../server/database/schema/migrations.ts";
import { openWriter } from "../../server/database/sql/sqlite.ts";
import { Writer } from "../../server/database/writing/writer.ts";
import { LIMITS } from "../../shared/limits.ts";

const ALL = { caisse: { insert: "all", update: "all", delete: true } } as const;

const TRAPS: Application = {
  migrations: [{
    name: "traps",
    sql: `
      CREATE TABLE items (id INTEGER PRIMARY KEY, label TEXT, price INTEGER, version INTEGER NOT NULL DEFAULT 1) STRICT;
      CREATE TRIGGER items_complete AFTER INSERT ON items WHEN NEW.price IS NULL
      BEGIN UPDATE items SET price = 100 WHERE id = NEW.id; END;
      CREATE TRIGGER items_again AFTER INSERT ON items WHEN NEW.label IS NULL
      BEGIN UPDATE items SET label = 'none' WHERE id = NEW.id; END;
      CREATE TRIGGER items_version AFTER UPDATE ON items WHEN NEW.version = OLD.version AND OLD.price IS NOT NULL
      BEGIN UPDATE items SET version = OLD.version + 1 WHERE id = NEW.id; END;
      CREATE TRIGGER items_bomb BEFORE INSERT ON items WHEN NEW.label = 'bomb'
      BEGIN SELECT raise(ROLLBACK, 'everything ends'); END;
      CREATE TABLE counters (name TEXT PRIMARY KEY NOT NULL, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE parents (id TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE children (id INTEGER PRIMARY KEY, parent TEXT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
      -- Written so that only SQLite sees it: the last line of defence is COMMIT itself.
      CREATE TABLE hidden (id INTEGER PRIMARY KEY, parent TEXT REFERENCES parents (id) DEFERRABLE INITIALLY /**/ DEFERRED) STRICT;
      CREATE TABLE pairs (a INTEGER NOT NULL, b TEXT NOT NULL, v TEXT, PRIMARY KEY (b, a)) STRICT, WITHOUT ROWID;
    `,
  }],
  rights: { items: ALL, counters: ALL, parents: ALL, children: ALL, hidden: ALL, pairs: ALL },
  // A trigger of the connection, as the shop has them: SQLite reports its update before the insert.
  guards: [
    `CREATE TEMP TRIGGER pairs_complete AFTER INSERT ON main.pairs WHEN NEW.v IS NULL
     BEGIN UPDATE pairs SET v = 'completed' WHERE a = NEW.a AND b = NEW.b; END`,
  ],
  // With the declaration (pairs) and without it (items): the same is to be seen.
  rules: {},
  labels: {},
  devices: null,
  displays: null,
  unfinished: { pairs: "OLD.v IS NULL" },
  commands: () => ({}),
  vital: new Set(),
  questions: {},
  chores: [],
  paper: null,
  support: null,
  gauges: null,
  told: null,
  remembered: null,
  personal: {},
  people: { table: null, nextId: () => 1, accountChanged() {} },
  timeZone: null,
  milestones: null,
};

const ACTOR: Actor = { userId: 7, username: "nora", role: "caisse", mode: "client", address: "127.0.0.2", sessionId: "s" };

class Bench implements Disposable {
  readonly #dir = Deno.makeTempDirSync({ prefix: "comptoir-capture-" });
  readonly db: DatabaseSync = openWriter(`${this.#dir}/test.db`);
  readonly writer: Writer;
  constructor() {
    migrate(this.db, TRAPS.migrations, this.#dir, new Date(0));
    this.writer = new Writer(this.db, TRAPS, {}, processClock());
  }

  [Symbol.dispose](): void {
    this.db.close();
    Deno.removeSync(this.#dir, { recursive: true });
  }

  /** Runs statements as one request. */
  one(...statements: string[]): WriteAnswer {
    return this.writer.run([job(...statements)])[0]!;
  }

  rows(sql: string): unknown[] {
    return this.db.prepare(sql).all().map((row) => ({ ...row }));
  }

  /** What the journal says changed, in its last row. */
  journaled(): { table: string; op: string; key: unknown; before: unknown; after: unknown }[] {
    const { content } = this.db.prepare("SELECT content FROM _journal ORDER BY seq DESC LIMIT 1").get() as { content: string };
    return JSON.parse(content).changes;
  }

  get seqs(): number[] {
    return this.db.prepare("SELECT seq FROM _journal ORDER BY seq").all().map((row) => Number(row["seq"]));
  }
}

function job(...statements: string[]): WriteJob {
  const queries = statements.map((query) => ({
    type: /^\w+/.exec(query)![0].toLowerCase() as "insert" | "update" | "delete",
    query,
  }));
  return { actor: ACTOR, work: { kind: "queries", batch: true, queries }, idempotency: null };
}

function assertDone(answer: WriteAnswer): void {
  assert.ok(answer.ok, JSON.stringify(answer));
}

const ROW = { id: 1, label: "a", price: 5, version: 1 };

Deno.test("a row that triggers complete is one insert, shown as it ended", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items (id) VALUES (1)"));
  const [row] = bench.rows("SELECT * FROM items") as { label: string; price: number }[];
  assert.deepEqual([row!.label, row!.price], ["none", 100]);
  assert.deepEqual(bench.journaled(), [{ table: "items", op: "insert", key: { id: 1 }, before: null, after: row }]);
  assertDone(bench.one("INSERT INTO pairs (a, b) VALUES (1, 'x')"));
  assert.deepEqual(bench.journaled(), [
    { table: "pairs", op: "insert", key: { b: "x", a: 1 }, before: null, after: { a: 1, b: "x", v: "completed" } },
  ]);
});

Deno.test("a row touched many times is one update: from before the request to after it", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
  assertDone(bench.one("UPDATE items SET price = 6", "UPDATE items SET price = 7", "UPDATE items SET label = 'b'"));
  assert.deepEqual(bench.journaled(), [
    { table: "items", op: "update", key: { id: 1 }, before: ROW, after: { id: 1, label: "b", price: 7, version: 4 } },
  ]);
});

Deno.test("a deleted row is kept as it was", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
  assertDone(bench.one("UPDATE items SET price = 9", "DELETE FROM items WHERE id = 1"));
  assert.deepEqual(bench.journaled(), [{ table: "items", op: "delete", key: { id: 1 }, before: ROW, after: null }]);
});

Deno.test("a row that came and went within a request leaves no trace and no seq", () => {
  using bench = new Bench();
  const answer = bench.one("INSERT INTO items (id) VALUES (1)", "UPDATE items SET price = 3", "DELETE FROM items");
  assertDone(answer);
  assert.ok(answer.ok && answer.seq === null && answer.changed === null);
  assert.deepEqual(bench.seqs, []);
});

Deno.test("a row deleted and made again is one update, also when triggers complete the new one", () => {
  for (const again of ["INSERT INTO items VALUES (1, 'b', 6, 1)", "INSERT INTO items (id) VALUES (1)"]) {
    using bench = new Bench();
    assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
    assertDone(bench.one("DELETE FROM items WHERE id = 1", again));
    const [entry, ...more] = bench.journaled();
    assert.equal(more.length, 0);
    assert.equal(entry!.op, "update", again);
    assert.deepEqual(entry!.before, ROW, again);
    assert.deepEqual([entry!.after], bench.rows("SELECT * FROM items"));
  }
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO pairs VALUES (1, 'x', 'first')"));
  assertDone(bench.one("DELETE FROM pairs", "INSERT INTO pairs (a, b) VALUES (1, 'x')"));
  const { op, before, after } = bench.journaled()[0]!;
  assert.deepEqual([op, before, after], ["update", { a: 1, b: "x", v: "first" }, { a: 1, b: "x", v: "completed" }]);
});

Deno.test("a key that changes is a delete of the old and an insert of the new", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
  assertDone(bench.one("UPDATE items SET id = 2 WHERE id = 1"));
  const ops = bench.journaled().map(({ op, key, before, after }) => [op, key, before, after === null ? null : "row"]);
  assert.deepEqual(ops, [["delete", { id: 1 }, ROW, null], ["insert", { id: 2 }, null, "row"]]);
});

Deno.test("a row made anew under a key that another row just left is an update of that key", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
  assertDone(bench.one("UPDATE items SET id = 2 WHERE id = 1", "INSERT INTO items (id) VALUES (1)"));
  const byKey = new Map(bench.journaled().map((entry) => [(entry.key as { id: number }).id, entry]));
  assert.equal(byKey.get(1)!.op, "update");
  assert.deepEqual(byKey.get(1)!.before, ROW);
  assert.equal(byKey.get(2)!.op, "insert");
});

Deno.test("an upsert is an insert the first time and an update afterwards", () => {
  using bench = new Bench();
  const upsert = "INSERT INTO counters VALUES ('x', 1) ON CONFLICT (name) DO UPDATE SET n = n + 1";
  assertDone(bench.one(upsert));
  assert.deepEqual(bench.journaled(), [
    { table: "counters", op: "insert", key: { name: "x" }, before: null, after: { name: "x", n: 1 } },
  ]);
  assertDone(bench.one(upsert));
  assert.deepEqual(bench.journaled(), [
    { table: "counters", op: "update", key: { name: "x" }, before: { name: "x", n: 1 }, after: { name: "x", n: 2 } },
  ]);
  const nothing = bench.one("INSERT INTO counters VALUES ('x', 1) ON CONFLICT (name) DO NOTHING");
  assert.ok(nothing.ok && nothing.seq === null && nothing.body.includes('"changes":0'));
});

Deno.test("keys of several columns, and numbers and texts that look alike, name their own rows", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO pairs VALUES (1, '2', 'x'), (2, '1', 'y'), (12, '', 'z')"));
  const keys = bench.journaled().map(({ key }) => key);
  assert.deepEqual(keys, [{ b: "2", a: 1 }, { b: "1", a: 2 }, { b: "", a: 12 }]);
});

Deno.test("an integer beyond 2^53 survives in key, before and after", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (9007199254740993, 'a', 9223372036854775807, 1)"));
  assertDone(bench.one("UPDATE items SET price = -9223372036854775807 - 1"));
  const [entry] = bench.journaled();
  assert.deepEqual(entry!.key, { id: "9007199254740993" });
  assert.equal((entry!.before as { price: string }).price, "9223372036854775807");
  assert.equal((entry!.after as { price: string }).price, "-9223372036854775808");
});

Deno.test("a request that ends everybody's transaction fails alone: the others are done once each", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO counters VALUES ('before', 0)"));
  const jobs = [
    job("INSERT INTO items VALUES (1, 'a', 1, 1)"),
    job("INSERT INTO items VALUES (2, 'b', 1, 1)", "INSERT INTO items VALUES (3, 'bomb', 1, 1)"),
    job("INSERT INTO items VALUES (4, 'c', 1, 1)"),
    job("INSERT INTO items VALUES (5, 'bomb', 1, 1)"),
    job("INSERT INTO items VALUES (6, 'd', 1, 1)"),
  ];
  const answers = bench.writer.run(jobs);
  assert.deepEqual(answers.map((answer) => answer.ok), [true, false, true, false, true]);
  assert.equal(bench.db.isTransaction, false);
  assert.deepEqual(bench.rows("SELECT id FROM items"), [{ id: 1 }, { id: 4 }, { id: 6 }]);
  assert.deepEqual(bench.seqs, [1, 2, 3, 4]);
  assert.deepEqual(answers.map((answer) => answer.ok ? answer.seq : null), [2, null, 3, null, 4]);
  assert.equal(bench.writer.head.seq, 4);
});

Deno.test("a failing request in a group undoes its own rows alone", () => {
  using bench = new Bench();
  const answers = bench.writer.run([
    job("INSERT INTO items VALUES (1, 'a', 1, 1)"),
    job("INSERT INTO items VALUES (2, 'b', 1, 1)", "INSERT INTO items VALUES (1, 'twice', 1, 1)"),
    job("INSERT INTO items VALUES (3, 'c', 1, 1)"),
  ]);
  const [, failed] = answers;
  assert.ok(failed !== undefined && !failed.ok && "code" in failed);
  assert.equal(failed.code, "constraint_violation");
  assert.equal(failed.extras["index"], 1);
  assert.deepEqual(bench.rows("SELECT id FROM items"), [{ id: 1 }, { id: 3 }]);
  assert.deepEqual(bench.seqs, [1, 2]);
});

Deno.test("a group of long answers ends where they are too many for one message: the rest is left undone", () => {
  using bench = new Bench();
  const long = "x".repeat(LIMITS.batchAnswerChars / 8);
  const write = (id: number) => job(`INSERT INTO items VALUES (${id}, '${long}', 1, 1) RETURNING label`);
  const answers = bench.writer.run(Array.from({ length: 12 }, (_, id) => write(id)));
  for (const answer of answers) assertDone(answer);
  assert.equal(answers.length, 8, "so many are answered, the last one beyond the bound");
  assert.deepEqual(bench.rows("SELECT id FROM items").length, 8);
});

Deno.test("a broken deferred key is refused before COMMIT, from either side, and a kept one passes", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO children VALUES (1, 'p')", "INSERT INTO parents VALUES ('p')"));
  const commits = bench.writer.commits;
  const answers = bench.writer.run([
    job("INSERT INTO items VALUES (1, 'a', 1, 1)"),
    job("INSERT INTO children VALUES (2, 'nobody')"),
    job("DELETE FROM parents"),
    job("UPDATE parents SET id = 'q'"),
    job("DELETE FROM parents", "INSERT INTO parents VALUES ('p')"),
  ]);
  assert.deepEqual(answers.map((answer) => answer.ok ? "ok" : "code" in answer ? answer.code : "a bug"), [
    "ok",
    "constraint_violation",
    "constraint_violation",
    "constraint_violation",
    "ok",
  ]);
  assert.equal(bench.writer.commits, commits + 1, "one COMMIT for all of them");
  assert.deepEqual(bench.rows("SELECT * FROM children"), [{ id: 1, parent: "p" }]);
});

Deno.test("a key that only COMMIT finds broken costs nobody else a row", () => {
  using bench = new Bench();
  const answers = bench.writer.run([
    job("INSERT INTO items VALUES (1, 'a', 1, 1)"),
    job("INSERT INTO hidden VALUES (1, 'nobody')"),
    job("INSERT INTO items VALUES (2, 'b', 1, 1)"),
  ]);
  assert.deepEqual(answers.map((answer) => answer.ok), [true, false, true]);
  const [, failed] = answers;
  assert.ok(failed !== undefined && !failed.ok && "code" in failed && failed.code === "constraint_violation");
  assert.deepEqual(bench.rows("SELECT id FROM items"), [{ id: 1 }, { id: 2 }]);
  assert.deepEqual(bench.rows("SELECT id FROM hidden"), []);
  assert.deepEqual(bench.seqs, [1, 2]);
});
