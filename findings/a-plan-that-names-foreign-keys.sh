#!/usr/bin/env bash
# SQLite 3.53.2 (node:sqlite of Deno 2.9.6): EXPLAIN QUERY PLAN of a change also lists the searches that its foreign keys make,
# among the statement's own steps and without a word that tells them apart.
#
# One would guess that the plan of `DELETE … WHERE id = ?` is one SEARCH. A child table without an index on its foreign key
# adds "SCAN child", though the statement names no such table: whoever judges a statement's cost by its plan must know which
# tables it names itself.
set -euo pipefail
cd "$(mktemp -d)"
cat > look.ts <<'TS'
import { DatabaseSync } from "node:sqlite";
const db = new DatabaseSync(":memory:");
db.exec(`CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE line (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES product (id));`);
const plan = () =>
  db.prepare("EXPLAIN QUERY PLAN DELETE FROM product WHERE id = 1").all().map(({ detail }) => String(detail)).join("; ");
const withKeys = plan();
db.exec("PRAGMA foreign_keys = OFF");
const without = plan();
console.log(`foreign keys on:  ${withKeys}\nforeign keys off: ${without}`);
if (!/SCAN line/.test(withKeys) || /line/.test(without)) {
  console.error("This has changed.");
  Deno.exit(1);
}
TS
npx -y deno@2.9.6 run --quiet --no-lock look.ts
