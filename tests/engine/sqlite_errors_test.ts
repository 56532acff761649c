/** What SQLite says becomes the contract's error, whichever call of the runtime passes it on. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { fromSqlite } from "../../server/database/sql/sqlite_errors.ts";
import { AppError } from "../../shared/errors.ts";

const STATEMENT = "INSERT INTO t VALUES (zeroblob(100000), 1)";

/** How SQL is run: `exec()` passes errors on without their code. */
const WAYS = {
  exec: (db: DatabaseSync, sql: string) => db.exec(sql),
  prepared: (db: DatabaseSync, sql: string) => db.prepare(sql).run(),
} as const;

/** Each kind of trouble on a real file, and what the contract calls it. */
const TROUBLES: readonly {
  readonly name: string;
  readonly code: string;
  make(file: string): { db: DatabaseSync; sql: string };
}[] = [
  {
    name: "another program's lock",
    code: "busy",
    make: (file) => {
      new DatabaseSync(file).exec("BEGIN IMMEDIATE");
      return { db: new DatabaseSync(file, { timeout: 10 }), sql: "BEGIN IMMEDIATE" };
    },
  },
  {
    name: "a full disk",
    code: "database_unavailable",
    make: (file) => {
      const db = new DatabaseSync(file);
      db.exec("PRAGMA max_page_count = 2");
      return { db, sql: STATEMENT };
    },
  },
  {
    name: "a file that may only be read",
    code: "database_unavailable",
    make: (file) => ({ db: new DatabaseSync(file, { readOnly: true }), sql: STATEMENT }),
  },
  {
    name: "a file that is no database",
    code: "database_unavailable",
    make: (file) => {
      Deno.writeTextFileSync(file, "not a database, for long enough to be looked at. ".repeat(100));
      return { db: new DatabaseSync(file), sql: "BEGIN IMMEDIATE" };
    },
  },
  {
    name: "pages that do not fit together",
    code: "database_unavailable",
    make: (file) => {
      const bytes = Deno.readFileSync(file);
      bytes.fill(0xff, 4096);
      Deno.writeFileSync(file, bytes);
      return { db: new DatabaseSync(file), sql: STATEMENT };
    },
  },
  {
    name: "a value that breaks a rule",
    code: "constraint_violation",
    make: (file) => ({ db: new DatabaseSync(file), sql: "INSERT INTO t VALUES (2, -1)" }),
  },
  {
    name: "a value that is too long",
    code: "result_too_large",
    make: (file) => ({ db: new DatabaseSync(file), sql: "INSERT INTO t VALUES (zeroblob(2000000000), 1)" }),
  },
  {
    name: "a wrong statement",
    code: "sql_error",
    make: (file) => ({ db: new DatabaseSync(file), sql: "INSERT INTO nowhere VALUES (1)" }),
  },
];

for (const { name, code, make } of TROUBLES) {
  Deno.test(`${name} is ${code}, prepared and by exec`, async () => {
    for (const [way, run] of Object.entries(WAYS)) {
      const file = await Deno.makeTempFile({ suffix: ".db" });
      new DatabaseSync(file).exec("CREATE TABLE t (x UNIQUE, y CHECK (y > 0))");
      const { db, sql } = make(file);
      let thrown: unknown = null;
      try {
        run(db, sql);
      } catch (error) {
        thrown = fromSqlite(error);
      }
      db.close();
      await Deno.remove(file);
      assert.ok(thrown instanceof AppError, `${way}: ${thrown}`);
      assert.equal(thrown.code, code, way);
    }
  });
}
