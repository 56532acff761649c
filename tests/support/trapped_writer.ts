/** The writer alone, on a schema made of traps. */
import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import type { Actor, Application } from "../../server/database/application.ts";
import { processClock } from "../../server/database/clock.ts";
import type { WriteAnswer, WriteJob } from "../../server/database/jobs.ts";
import { migrate } from "../../server/database/schema/migrations.ts";
import { openWriter } from "../../server/database/sql/sqlite.ts";
import { toWireRow } from "../../server/database/sql/values.ts";
import { Writer } from "../../server/database/writing/writer.ts";

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
  cards: null,
  publications: null,
  vouchers: null,
  scales: null,
  support: null,
  gauges: null,
  told: null,
  remembered: null,
  personal: {},
  people: { table: null, nextId: () => 1, accountChanged() {} },
  timeZone: null,
  sealable: null,
  milestones: null,
};

export const ACTOR: Actor = { userId: 7, username: "nora", role: "caisse", mode: "client", address: "127.0.0.2", sessionId: "s" };

export class Bench implements Disposable {
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

  /** A table's rows as the API has them, in the order of their keys. */
  wire(table: string): unknown[] {
    const statement = this.db.prepare(`SELECT * FROM ${table} ORDER BY 1`);
    statement.setReadBigInts(true);
    return statement.all().map(toWireRow);
  }

  /** The same, made of the journal's records alone. */
  rebuilt(table: string): unknown[] {
    const rows = new Map<string, Record<string, unknown>>();
    const columns = this.db.prepare(`SELECT * FROM ${table}`).columns().map(({ name }) => [name, null]);
    const empty = Object.fromEntries(columns) as Record<string, unknown>;
    for (const { content } of this.db.prepare("SELECT content FROM _journal ORDER BY seq").all()) {
      for (const change of JSON.parse(content as string).changes) {
        const name = JSON.stringify(change.key);
        if (change.table !== table) continue;
        if (change.op === "delete") rows.delete(name);
        else rows.set(name, { ...(change.op === "insert" ? empty : rows.get(name)!), ...change.after });
      }
    }
    const [first] = Object.keys(empty);
    return [...rows.values()].sort((a, b) => (a[first!] as number) < (b[first!] as number) ? -1 : 1);
  }

  /** Of its records, in their order. */
  get formats(): number[] {
    return this.db.prepare("SELECT content ->> 'v' AS v FROM _journal ORDER BY seq").all().map(({ v }) => Number(v));
  }

  get seqs(): number[] {
    return this.db.prepare("SELECT seq FROM _journal ORDER BY seq").all().map((row) => Number(row["seq"]));
  }
}

export function job(...statements: string[]): WriteJob {
  const queries = statements.map((query) => ({
    type: /^\w+/.exec(query)![0].toLowerCase() as "insert" | "update" | "delete",
    query,
  }));
  return { actor: ACTOR, work: { kind: "queries", batch: true, queries }, idempotency: null };
}

export function assertDone(answer: WriteAnswer): void {
  assert.ok(answer.ok, JSON.stringify(answer));
}
