/** Moments in the journal are found without walking it, wherever the clock was put back; seldom tables by the index of rows. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import { planned, walksFar } from "../../server/database/journal/plan.ts";
import { findRecords, type JournalSearch } from "../../server/database/journal/search.ts";
import { narrowed } from "../../server/database/journal/span.ts";
import { StatementCache } from "../../server/database/sql/statements.ts";
import { Dice } from "../support/generator.ts";

const SEARCH: JournalSearch = {
  kind: null,
  userId: null,
  table: null,
  key: null,
  from: null,
  to: null,
  after: 0,
  before: Number.MAX_SAFE_INTEGER,
  order: "DESC",
  limit: 1_000_000,
};
const moment = (minute: number) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();

/** A journal with what a search reads of it; `minutes` of each record, negative where the clock was put back to it. */
function journalOf(minutes: readonly number[], userOf: (seq: number) => number = () => 1): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  db.exec(`CREATE TABLE _journal (seq INTEGER PRIMARY KEY, at TEXT, kind TEXT, user_id INTEGER, tables TEXT, content TEXT);
    CREATE TABLE _journal_rows (table_name TEXT, row_key ANY, seq INTEGER, PRIMARY KEY (table_name, row_key, seq)) WITHOUT ROWID;
    CREATE TABLE _journal_people (user_id INTEGER, stretch INTEGER, PRIMARY KEY (user_id, stretch)) WITHOUT ROWID;
    CREATE INDEX _journal_kinds ON _journal (kind) WHERE kind <> 'write'; BEGIN`);
  const into = db.prepare("INSERT INTO _journal VALUES (?, ?, ?, ?, ?, '{}')");
  const row = db.prepare("INSERT INTO _journal_rows VALUES (?, ?, ?)");
  for (const [at, minute] of minutes.entries()) {
    const table = at % 100 === 0 ? "taux_tva" : "ventes";
    into.run(at + 1, moment(Math.abs(minute)), minute < 0 ? "clock_put_back" : "write", userOf(at + 1), table);
    row.run(table, at % 7, at + 1);
  }
  db.exec(`INSERT INTO _journal_people SELECT DISTINCT user_id, seq / ${LIMITS.journalStretch} FROM _journal; COMMIT`);
  return db;
}

Deno.test("a search between two moments finds what every record's own moment says, though the clock was put back and records are missing", () => {
  const dice = new Dice(13);
  for (let round = 0; round < 60; round++) {
    let now = 1_000;
    const minutes = Array.from({ length: dice.below(60) }, () => {
      if (dice.chance(0.1)) return -(now -= 1 + dice.below(300));
      return now += dice.below(3);
    });
    const db = journalOf(minutes);
    // A journal that somebody took records out of is the very one that is searched.
    const missing = new Set(minutes.flatMap((minute, at) => minute >= 0 && dice.chance(0.1) ? [at] : []));
    for (const at of missing) db.prepare("DELETE FROM _journal WHERE seq = ?").run(at + 1);
    const statements = new StatementCache(db);
    for (let asked = 0; asked < 20; asked++) {
      const from = dice.chance(0.3) ? null : moment(500 + dice.below(700));
      const to = dice.chance(0.3) ? null : moment(500 + dice.below(700));
      const wanted = minutes.flatMap((minute, at) => {
        const own = moment(Math.abs(minute));
        return !missing.has(at) && (from === null || own >= from) && (to === null || own < to) ? [at + 1] : [];
      });
      const { seqs } = findRecords(statements, planned(statements, { ...SEARCH, from, to }));
      assert.deepEqual([...seqs].reverse(), wanted, `${from} ${to} in ${minutes}`);
    }
    db.close();
  }
});

Deno.test("a day of a long journal, and a table that is seldom touched, are no walk; a busy table's old records are", () => {
  const minutes = Array.from({ length: 40_000 }, (_, at) => at);
  const db = journalOf(minutes);
  const statements = new StatementCache(db);
  const far = (search: Partial<JournalSearch>) => walksFar(planned(statements, { ...SEARCH, limit: 50, ...search }));
  const found = (search: Partial<JournalSearch>) =>
    findRecords(statements, planned(statements, { ...SEARCH, limit: 50, ...search })).seqs;
  const day = { from: moment(1_440), to: moment(2_880) };
  const narrow = narrowed(statements, { ...SEARCH, ...day });
  assert.deepEqual([narrow.after, narrow.before], [1_440, 2_881]);
  assert.equal(far(day), false);
  assert.deepEqual([found(day)[0], found(day).length], [2_880, 50]);
  assert.equal(far({ ...day, userId: 2 }), false);
  assert.equal(far({ table: "taux_tva" }), false);
  assert.deepEqual(found({ table: "taux_tva" }).slice(0, 2), [39_901, 39_801]);
  assert.deepEqual(found({ table: "taux_tva", before: 302, kind: "write" }), [301, 201, 101, 1]);
  assert.deepEqual(found({ table: "taux", before: 302 }), []);
  assert.equal(far({ table: "ventes" }), true);
  assert.deepEqual(found({ table: "ventes" }).slice(0, 2), [40_000, 39_999]);
  assert.equal(far({ userId: 2 }), false, "where somebody's stand is known");
  assert.equal(far({ userId: 2, table: "ventes" }), true);
  assert.equal(far({ userId: 2, limit: 500 }), true);
  db.close();
});

Deno.test("who is seldom is found by looking at the stretches that have them, and at nothing else of the journal", () => {
  const users = Array.from({ length: 40_000 }, (_, at) => at % 900 === 0 ? 7 : 1);
  const db = journalOf(users.map((_, at) => at), (seq) => users[seq - 1]!);
  let looked = 0;
  db.function("looked_at", { deterministic: true }, (value) => (looked++, value));
  db.exec(`ALTER TABLE _journal RENAME COLUMN user_id TO who;
    ALTER TABLE _journal ADD COLUMN user_id INTEGER AS (looked_at(who)) VIRTUAL`);
  const statements = new StatementCache(db);
  for (const order of ["ASC", "DESC"] as const) {
    looked = 0;
    const { seqs, more } = findRecords(statements, planned(statements, { ...SEARCH, userId: 7, order, limit: 20 }));
    assert.deepEqual([seqs.length, more], [20, true]);
    assert.ok(looked >= 20 && looked <= 21 * LIMITS.journalStretch, `${order}: ${looked}`);
  }
  db.close();
});

Deno.test("the records of one person are those that bear it, in any order and part, and are not sorted for it", () => {
  const dice = new Dice(17);
  const users = Array.from({ length: 3_000 }, () => dice.chance(0.004) ? 7 : 1 + dice.below(2));
  const db = journalOf(users.map((_, at) => at), (seq) => users[seq - 1]!);
  const statements = new StatementCache(db);
  for (let asked = 0; asked < 200; asked++) {
    const userId = [1, 7, 9][dice.below(3)]!;
    const order = dice.chance(0.5) ? "ASC" : "DESC";
    const [after, before] = [dice.below(3_000), dice.below(3_200)];
    const kind = dice.chance(0.3) ? "write" : null;
    const search: JournalSearch = { ...SEARCH, userId, order, after, before, kind, limit: 1 + dice.below(60) };
    const all = users.flatMap((user, at) => user === userId && at + 1 > after && at + 1 < before ? [at + 1] : []);
    const wanted = (order === "ASC" ? all : all.reverse()).slice(0, search.limit);
    assert.deepEqual(findRecords(statements, planned(statements, search)).seqs, wanted, JSON.stringify(search));
  }
  const asked: string[] = [];
  const listening = { get: (sql: string) => (asked.push(sql), statements.get(sql)) } as StatementCache;
  findRecords(listening, planned(listening, { ...SEARCH, userId: 7 }));
  const sql = asked.find((text) => text.includes("_journal_people"))!;
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array(sql.split("?").length - 1).fill(1)) as { detail: string }[];
  assert.ok(plan.length > 0 && plan.every(({ detail }) => !detail.includes("TEMP B-TREE")), JSON.stringify(plan));
  db.close();
});
