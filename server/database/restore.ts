/** Puts a backup in the place of the database: a new epoch, so that every till fetches everything again. */
import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Actor } from "./application.ts";
import { copyDatabase } from "./backup.ts";
import type { DataFolder } from "./folder.ts";
import { HeadFile } from "./head_file.ts";
import { Journal } from "./journal.ts";
import { openWriter } from "./sqlite.ts";

const CONSOLE: Actor = { userId: null, username: "console", role: null, mode: "console", address: null, sessionId: null };

/** Throws, with nothing changed, when the file is no sound database of Comptoir. */
export async function restoreDatabase(folder: DataFolder, file: string, now: Date): Promise<{ kept: string | null }> {
  const part = `${folder.database}.part`;
  if (!existsSync(file)) throw new Error(`there is no file '${file}'`);
  rmSync(part, { force: true });
  copyFileSync(file, part);
  try {
    checkSound(part);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  const isNew = statSync(folder.database).size === 0;
  const kept = isNew ? null : join(folder.backups, `before-restore-${now.toISOString().replaceAll(/[:.]/g, "-")}.db`);
  const oldHead = headOf(folder.database);
  if (kept !== null) await keep(folder.database, kept);
  for (const suffix of ["-wal", "-shm"]) rmSync(folder.database + suffix, { force: true });
  renameSync(part, folder.database);
  openNewEpoch(folder, oldHead, now);
  return { kept };
}

/** A database that is replaced because it is damaged may not be readable as one: then its bytes are kept. */
async function keep(database: string, kept: string): Promise<void> {
  try {
    await copyDatabase(database, kept);
  } catch {
    copyFileSync(database, kept);
  }
}

function checkSound(path: string): void {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const [check] = db.prepare("PRAGMA integrity_check").all() as { integrity_check: string }[];
    if (check?.integrity_check !== "ok") throw new Error(`the file is damaged (${check?.integrity_check})`);
    if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = '_journal'").get() === undefined) {
      throw new Error("the file is no database of Comptoir");
    }
  } finally {
    db.close();
  }
}

function headOf(path: string): { seq: number; hash: string } {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return new Journal(db, {}).head();
  } catch {
    return { seq: 0, hash: "" }; // what is replaced may be damaged: that is why it is replaced
  } finally {
    db.close();
  }
}

/** The journal goes on after the backup's head and names the head that was left behind. */
function openNewEpoch(folder: DataFolder, oldHead: { seq: number; hash: string }, now: Date): void {
  const db = openWriter(folder.database);
  try {
    const journal = new Journal(db, {});
    db.exec("BEGIN IMMEDIATE");
    db.prepare("UPDATE _meta SET value = ? WHERE name = 'epoch'").run(randomUUID());
    db.prepare("UPDATE _sessions SET ended_at = ?, end_reason = 'restored' WHERE ended_at IS NULL").run(now.toISOString());
    const { head } = journal.append(journal.head(), {
      at: now.toISOString(),
      kind: "restored",
      actor: CONSOLE,
      statements: [],
      detail: { left_seq: oldHead.seq, left_hash: oldHead.hash },
      rows: [],
    });
    db.exec("COMMIT");
    const headFile = new HeadFile(folder.journalHead, folder.key("journal"));
    headFile.note(head);
    headFile.flush();
  } finally {
    db.close();
  }
}
