/**
 * Puts a backup in the place of the database: a new epoch, so that every till fetches everything
 * again. All that it changes is made in the copy, before the copy takes the database's place: a
 * backup is restored or it is not.
 */
import { randomUUID } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Actor, Application, Command } from "./application.ts";
import { backUp } from "./backup.ts";
import { processClock } from "./clock.ts";
import type { DataFolder } from "./folder.ts";
import { journalHead } from "./head_file.ts";
import { type Head, Journal } from "./journal.ts";
import { MemoryFile, readMemory } from "./memory_file.ts";
import { migrate } from "./migrations.ts";
import type { Found } from "./signed_file.ts";
import { openReader, openWriter, readerOf } from "./sqlite.ts";
import { Writer } from "./writer.ts";

const CONSOLE: Actor = { userId: null, username: "console", role: null, mode: "console", address: null, sessionId: null };

export interface RestoreOptions {
  readonly application: Application;
  readonly version: string;
  /** Throws for a sound copy that may not take this database's place; `copy` is one of the program's own. */
  readonly accept: (copy: string) => void;
  /** What the owner knows of the database that is replaced: told to the application with the event `restored`. */
  readonly detail: Readonly<Record<string, JsonValue>>;
  readonly now: Date;
}

export interface RestoredDatabase {
  /** Where the database of before is kept; null when there was none. */
  readonly kept: string | null;
  /** Whether the database of before is of the same shop and could be read; `none` when there was none that can be. */
  readonly left: Left;
  /** The file beside it: whether it said something. */
  readonly memory: Found<JsonValue>["state"];
}

type Left = "same" | "other" | "none";

/** Throws, with nothing changed, when the file is no sound database of Comptoir. */
export async function restoreDatabase(folder: DataFolder, file: string, options: RestoreOptions): Promise<RestoredDatabase> {
  const { application, now } = options;
  const part = `${folder.database}.part`;
  if (!existsSync(file)) throw new Error(`there is no file '${file}'`);
  remove(part);
  let left: LeftBehind;
  try {
    copyFileSync(file, part);
    chmodSync(part, 0o600);
    checkSound(part);
    options.accept(part);
    left = leaveBehind(folder, application, originOf(part));
    await openNewEpoch(folder, part, left, options);
  } catch (error) {
    remove(part);
    throw error;
  }
  const isNew = statSync(folder.database).size === 0;
  const kept = isNew ? null : join(folder.backups, `before-restore-${now.toISOString().replaceAll(/[:.]/g, "-")}.db`);
  if (kept !== null) await keep(folder.database, kept);
  for (const suffix of ["-wal", "-shm"]) rmSync(folder.database + suffix, { force: true });
  renameSync(part, folder.database);
  await signHead(folder, application);
  return { kept, left: left.left, memory: left.memory };
}

/** A database that is replaced because it is damaged may not be readable as one: then its bytes are kept. */
async function keep(database: string, kept: string): Promise<void> {
  try {
    await backUp(database, kept);
  } catch {
    rmSync(kept, { force: true });
    copyFileSync(database, kept);
  }
}

function remove(database: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(database + suffix, { force: true });
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

/** The hash of the journal's first row: no two shops have the same. */
function originOf(path: string): string {
  const db = openReader(path);
  try {
    const first = db.prepare("SELECT hash FROM _journal ORDER BY seq LIMIT 1").get() as { hash: string } | undefined;
    return first?.hash ?? "";
  } finally {
    db.close();
  }
}

interface LeftBehind {
  readonly head: Head;
  readonly known: readonly JsonValue[];
  readonly left: Left;
  readonly memory: Found<JsonValue>["state"];
}

/** What is known of the database that is replaced: by itself, and by the file beside it. */
function leaveBehind(folder: DataFolder, application: Application, origin: string): LeftBehind {
  const { remembered } = application;
  const beside = readMemory(folder, folder.signedBy(), application);
  const memory = beside.state;
  const known = beside.state === "sound" ? [beside.content] : [];
  try {
    checkSound(folder.database);
    const db = openReader(folder.database);
    try {
      const own = remembered === null ? [] : [remembered.of(readerOf(db))];
      // A new PC may have begun a shop of its own before the copy arrived: it knows nothing of what was lost.
      const left = originOf(folder.database) === origin ? "same" : "other";
      return { head: new Journal(db, {}).head(), known: [...own, ...known], left, memory };
    } finally {
      db.close();
    }
  } catch {
    // What is replaced may be damaged: that is why it is replaced.
    return { head: { seq: 0, hash: "" }, known, left: "none", memory };
  }
}

/** The journal goes on after the backup's head and names the head that was left behind. */
async function openNewEpoch(folder: DataFolder, path: string, left: LeftBehind, options: RestoreOptions): Promise<void> {
  const { application, version, detail, now } = options;
  const db = openWriter(path);
  try {
    await migrate(db, application.migrations, folder.backups, now);
    const surroundings = {
      version,
      secret: (name: string, make: () => string) => folder.secret(name, make),
      read: (sql: string) => db.prepare(sql).get(),
    };
    const writer = new Writer(
      db,
      application,
      { ...application.commands(surroundings), "engine.restored": restored },
      processClock(),
    );
    const input = {
      ...detail,
      left_seq: left.head.seq,
      left_hash: left.head.hash,
      known: [...left.known],
      whole: left.left === "same",
    };
    const [answer] = writer.run([{
      actor: CONSOLE,
      work: { kind: "command", name: "engine.restored", input },
      idempotency: null,
    }]);
    if (!answer!.ok) throw new Error(`it could not be made to go on: ${JSON.stringify(answer)}`);
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    db.close();
  }
}

const restored: Command = (tx, input) => {
  tx.run("UPDATE _meta SET value = ? WHERE name = 'epoch'", randomUUID());
  tx.run("UPDATE _sessions SET ended_at = ?, end_reason = 'restored' WHERE ended_at IS NULL", tx.now);
  tx.event("restored", input as Record<string, JsonValue>);
  return null;
};

async function signHead(folder: DataFolder, application: Application): Promise<void> {
  const db = openReader(folder.database);
  try {
    const key = folder.key("journal");
    await journalHead(folder, key).write(new Journal(db, {}).head());
    await MemoryFile.beside(folder, key, application, db)?.write();
  } finally {
    db.close();
  }
}
