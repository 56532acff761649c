/** A database of two tables with some rows, and what SQLite plans to do with a statement on them. */
import { DatabaseSync } from "node:sqlite";

export const ROWS = 500;

export function database(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, u TEXT UNIQUE, n INTEGER); CREATE INDEX t_n ON t (n);
    CREATE TABLE k (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID; CREATE INDEX k_n ON k (n);
    WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < ${ROWS}) INSERT INTO t SELECT i, 'u' || i, i % 7 FROM i;
    INSERT INTO k SELECT 'k' || id, n FROM t`);
  return db;
}

export const planOf = (db: DatabaseSync, sql: string) =>
  (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
