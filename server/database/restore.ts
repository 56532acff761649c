/**
 * Puts a backup in the place of the database: a new epoch, so that every till fetches everything
 * again. All that it changes is made in the copy, before the copy takes the database's place: a
 * backup is restored or it is not. What takes long, looking the copy through, asks nothing of the
 * database that it is to replace: a server may still be at work on that one.
 */
import { randomUUID } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { JsonValue } from "../../shared/protocol.ts";
import { CONSOLE } from "./actors.ts";
import type { Application, Command } from "./application.ts";
import { backUp } from "./files/backup.ts";
import { processClock } from "./clock.ts";
import { syncFile } from "./files/durable.ts";
import { backupName } from "./files/kept_backups.ts";
import type { DataFolder } from "./files/folder.ts";
import { journalHead } from "./files/head_file.ts";
import { Journal, type JournalHead } from "./journal/journal.ts";
import { originIn } from "./journal/seals.ts";
import { MemoryFile, readMemory } from "./files/memory_file.ts";
import { bringUp, checkUsable } from "./schema/migrations.ts";
import { foldLog } from "./files/own_files.ts";
import { Replacement } from "./files/replacement.ts";
import type { SignedContent } from "./files/signed_file.ts";
import { openReader, openWriter, readerOf } from "./sql/sqlite.ts";
import { makeWriter } from "./writing/make_writer.ts";

export interface StageOptions {
  readonly application: Application;
  /** Throws for a sound copy that may not take this database's place; `copy` is one of the program's own. */
  readonly accept: (copy: string) => void;
  /** The same, asked of the copy once it has the present schema. */
  readonly examine: (copy: DatabaseSync) => Promise<void>;
  readonly now: Date;
}

export interface PutOptions {
  readonly application: Application;
  readonly version: string;
  /** What is to be said of it and of the database that it replaces: told to the application with the event `restored`. */
  readonly detail: Readonly<Record<string, JsonValue>>;
  readonly now: Date;
}

export interface RestoredDatabase {
  /** Where the database of before is kept; null when there was none. */
  readonly kept: string | null;
  /** Whether the database of before is of the same shop and could be read; `none` when there was none that can be. */
  readonly left: Left;
  /** The file beside it: whether it said something. */
  readonly memory: SignedContent<JsonValue>["state"];
}

type Left = "same" | "other" | "none";

/** A copy of the file, looked through and brought to the present schema, beside the database. Throws, with nothing left, for one that is no sound database of Comptoir. */
export async function stageCopy(folder: DataFolder, file: string, options: StageOptions): Promise<Replacement> {
  const { application, now } = options;
  if (!existsSync(file)) throw new Error(`there is no file '${file}'`);
  const replacement = Replacement.begin(folder);
  const { database } = replacement.inside;
  try {
    copyFileSync(file, database);
    chmodSync(database, 0o600);
    checkSound(database);
    options.accept(database);
    const db = openWriter(database);
    try {
      checkUsable(db, application.migrations);
      // The file that is restored is the copy of before an upgrade.
      bringUp(db, application.migrations, now);
      await options.examine(db);
      foldLog(db);
    } finally {
      db.close();
    }
    return replacement;
  } catch (error) {
    replacement.abandon();
    throw error;
  }
}

/**
 * Has it decided that it takes the database's place, on which nobody else is at work: it is there once it is settled, by the
 * caller or by whoever opens the folder next. Throws with nothing changed.
 */
export async function decide(replacement: Replacement, options: PutOptions): Promise<RestoredDatabase> {
  const { folder, inside } = replacement;
  try {
    const left = leaveBehind(folder, options.application, originOf(inside.database));
    await openNewEpoch(folder, inside, left, options);
    const kept = await keep(folder, options.now);
    replacement.decide();
    return { kept, left: left.left, memory: left.memory };
  } catch (error) {
    replacement.abandon();
    throw error;
  }
}

/**
 * Where the database of before is kept; null when there is none. One that is replaced because it is
 * damaged may not be readable as one: then its bytes are kept.
 */
async function keep(folder: DataFolder, now: Date): Promise<string | null> {
  const { database, backups } = folder;
  if (statSync(database).size === 0) return null;
  const kept = join(backups, backupName("before-restore", now.toISOString()));
  try {
    await backUp(database, kept);
  } catch {
    for (const suffix of ["", "-wal"]) {
      if (!existsSync(database + suffix)) continue;
      copyFileSync(database + suffix, kept + suffix);
      syncFile(kept + suffix);
    }
  }
  return kept;
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
    return originIn(db);
  } finally {
    db.close();
  }
}

interface LeftBehind {
  readonly head: JournalHead;
  readonly known: readonly JsonValue[];
  readonly left: Left;
  readonly memory: SignedContent<JsonValue>["state"];
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

/**
 * The journal goes on after the backup's head and names the head that was left behind. Keys are those of
 * `folder`; the database and the files that they sign lie `inside`.
 */
async function openNewEpoch(
  folder: DataFolder,
  inside: DataFolder,
  left: LeftBehind,
  { application, version, detail }: PutOptions,
): Promise<void> {
  const db = openWriter(inside.database);
  try {
    const commands = { "engine.restored": restored };
    const writer = makeWriter(db, { folder, application, commands, version, clock: processClock() });
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
    const key = folder.key("journal");
    await journalHead(inside, key).write(writer.head);
    await MemoryFile.beside(inside, key, application, db)?.write();
    foldLog(db);
  } finally {
    db.close();
  }
}

const restored: Command = (tx, input) => {
  tx.run("UPDATE _meta SET value = ? WHERE name = 'epoch'", randomUUID());
  tx.run("UPDATE _sessions SET ended_at = ?, end_reason = 'restored' WHERE ended_at IS NULL", tx.now);
  // One of them may have been revoked since: none comes back to life.
  tx.run("UPDATE _api_tokens SET revoked_at = ? WHERE revoked_at IS NULL", tx.now);
  // A PIN may have been taken away since, or guessed at: each is set anew, and no device takes any.
  tx.run("DELETE FROM _pins");
  tx.run("DELETE FROM _pin_devices");
  // What the copy lets people do on this PC comes back with it: that is said.
  const single_machine = tx.get("SELECT 1 FROM _meta WHERE name = 'single_machine'") !== undefined;
  tx.event("restored", { ...input as Record<string, JsonValue>, single_machine });
  return null;
};
