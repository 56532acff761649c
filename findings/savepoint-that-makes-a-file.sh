#!/usr/bin/env bash
# SQLite 3.53.2 in WAL mode (node:sqlite of Deno 2.9.6): a savepoint under which more than 64 KiB of pages change makes a file in the
# system's folder for temporary ones, inside each transaction, and throws it away at its end.
#
# One would guess that in WAL mode a commit writes the log and nothing else: what a savepoint would put back lies in the database
# and the log already. With a rollback journal it is so; in WAL mode each page is copied aside before it changes, in memory up to
# SQLITE_CONFIG_STMTJRNL_SPILL, then into a file (etilqs_…): page by page, in front of the commit, and a full disk there ends the
# request. PRAGMA temp_store = MEMORY keeps it in memory, and with it whatever that connection sorts: not for one that builds
# indexes of gigabytes.
set -euo pipefail
cd "$(mktemp -d)"
cat > look.ts <<'TS'
import { DatabaseSync } from "node:sqlite";
const folder = Deno.env.get("SQLITE_TMPDIR")!;
/** Whether a file was made in the folder: its own time tells of that, though the file is gone at once. */
function makesFile(journal: string, store: string, rows: number): boolean {
  const db = new DatabaseSync(Deno.makeTempFileSync());
  db.exec(`PRAGMA journal_mode = ${journal}; PRAGMA temp_store = ${store}; CREATE TABLE t (a);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) INSERT INTO t SELECT zeroblob(2000) FROM n`);
  Deno.utimeSync(folder, 0, 0);
  db.exec("BEGIN; SAVEPOINT request; UPDATE t SET a = zeroblob(1999); RELEASE request; COMMIT");
  db.close();
  return Deno.statSync(folder).mtime!.getTime() !== 0;
}
const found = {
  "WAL, 20 KB changed": makesFile("WAL", "DEFAULT", 10),
  "WAL, 400 KB changed": makesFile("WAL", "DEFAULT", 200),
  "WAL, 400 KB changed, temp_store = MEMORY": makesFile("WAL", "MEMORY", 200),
  "rollback journal, 400 KB changed": makesFile("DELETE", "DEFAULT", 200),
};
for (const [how, made] of Object.entries(found)) console.log(`${how}: ${made ? "a file is made" : "no file"}`);
if (JSON.stringify(Object.values(found)) !== "[false,true,false,false]") {
  console.error("This has changed.");
  Deno.exit(1);
}
TS
mkdir own
SQLITE_TMPDIR="$PWD/own" npx -y deno@2.9.6 run --quiet --no-lock --allow-read --allow-write --allow-env look.ts
