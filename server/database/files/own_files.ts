/**
 * Whether the names in the data folder still lead to the files that the writer has open, and the database's to what it
 * wrote. Systems let a file be moved, replaced, deleted or overwritten under the program that writes it: what is written then
 * is in a file that nobody finds again, and a log left beside another database would be taken for that one's.
 */
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { say } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { makeBackup } from "./backup.ts";
import type { ContentMark } from "./content_mark.ts";
import { identityAt, identityOf, infoAt } from "./file_identity.ts";
import { backupName } from "./kept_backups.ts";
import type { DataFolder } from "./folder.ts";
import type { Failure } from "../jobs.ts";

export const FILES_LOST: Failure = {
  ok: false,
  code: "database_unavailable",
  extras: {
    reason: say(
      "Le fichier de la base a été déplacé, remplacé ou supprimé : plus rien n'est enregistré, voyez la console du serveur",
      "The database's file was moved, replaced or deleted: nothing is stored any more, see the server's console",
    ),
  },
};

/** `content`: the file is in its place, with something else in it. */
type Lost = "database" | "content" | "log";

const SAID: Readonly<Record<Lost, string>> = {
  database: "comptoir.db was moved, replaced or deleted",
  content: "comptoir.db was overwritten",
  log: "comptoir.db-wal was moved, replaced or deleted",
};

export class OwnFiles {
  /** null until SQLite has made it. */
  #log: string | null;
  #lost: Lost | null = null;
  #kept = false;
  #keeping: Promise<void> | null = null;
  #said = "";
  /** When the last look was, by `performance.now()`. */
  #lookedAt = -Infinity;

  /** `opened` is the file that the server began with; `onChange` is told when they are lost or found again. */
  constructor(
    readonly folder: DataFolder,
    readonly db: DatabaseSync,
    readonly opened: string,
    readonly mark: ContentMark,
    readonly onChange: (lost: boolean) => void,
  ) {
    this.#log = identityAt(logOf(folder));
    // A writer that took another's place would else go on in whatever lies there.
    if (this.#look() !== null) throw new Error("the database's file was moved, replaced or deleted while the server ran");
  }

  /** What the last look found. */
  get known(): boolean {
    return this.#lost !== null;
  }

  /**
   * Looked at before each transaction, whose COMMIT may bring the log into the file: two stats. A look of a moment ago says as much,
   * for the transaction itself lasts as long; where one follows the other, that is the look after the one before.
   */
  lostLately(): boolean {
    return performance.now() - this.#lookedAt < LIMITS.filesFreshMs ? this.known : this.lost();
  }

  /** Looked at after each transaction, before its answer: what is answered must be found again. */
  lost(): boolean {
    const lost = this.#look();
    if (lost !== this.#lost) {
      this.#lost = lost;
      this.#kept = false;
      this.onChange(lost !== null);
      this.#say(
        lost === null
          ? "The database's file is back in its place: the shop goes on."
          : `${SAID[lost]} under the server: nothing is stored any more.`,
      );
    }
    return lost !== null;
  }

  /** Brings all that was acknowledged to where it is found; what could not be done is tried again at the next call; one at a time. */
  keep(now: Date): Promise<void> {
    return this.#keeping ??= this.#keep(now).finally(() => this.#keeping = null);
  }

  async #keep(now: Date): Promise<void> {
    if (!this.lost() || this.#kept) return;
    try {
      this.#say(await this.#rescue(this.#lost!, now));
      this.#kept = true;
    } catch (error) {
      this.#say(`What was acknowledged could not be brought to safety yet: ${(error as Error).message}.`);
    }
  }

  #rescue(lost: Lost, now: Date): string | Promise<string> {
    switch (lost) {
      case "database":
        return this.#keepDatabase(now);
      case "content":
        return this.#keepLastWrites(now);
      case "log":
        return this.#keepLog(now);
    }
  }

  /** The log is folded first, into the file that it belongs to: the one that lies there now must not find it. */
  async #keepDatabase(now: Date): Promise<string> {
    foldLog(this.db);
    const { file } = await makeBackup(this.db, join(this.folder.backups, backupName("rescued", now.toISOString())));
    return `All that was acknowledged is in '${file}': stop the server, then put the right file back or restore this one.`;
  }

  /** Folded, it would mix two databases, and so would whoever finds it beside this one at the next start. */
  #keepLastWrites(now: Date): string {
    const kept = this.#setLogAside("kept", now);
    return `${
      kept === null ? "" : `The last writes are in '${kept}', which belongs to what comptoir.db was before. `
    }Stop the server and restore the newest backup.`;
  }

  #keepLog(now: Date): string {
    foldLog(this.db);
    this.#setLogAside("foreign", now);
    return "All that was acknowledged is in comptoir.db: stop the server and start it again.";
  }

  /** The log that lies there gets another name, which is answered; null where there is none. */
  #setLogAside(why: string, now: Date): string | null {
    const log = logOf(this.folder);
    if (!existsSync(log)) return null;
    const aside = `${log}.${why}-${now.toISOString().replaceAll(/[:.]/g, "-")}`;
    renameSync(log, aside);
    return aside;
  }

  #look(): Lost | null {
    this.#lookedAt = performance.now();
    // What was written over is not found again: the log is no longer where it belongs.
    if (this.#lost === "content") return "content";
    const info = infoAt(this.folder.database);
    if (info === null || identityOf(info) !== this.opened) return "database";
    if (this.mark.isForeign(info)) return "content";
    const log = identityAt(logOf(this.folder));
    this.#log ??= log;
    return log === this.#log ? null : "log";
  }

  /** Not the same once a second. */
  #say(text: string): void {
    if (text !== this.#said) console.error(text);
    this.#said = text;
  }
}

/** Brings the log's pages into the database; throws while a reader keeps them. */
export function foldLog(db: DatabaseSync): void {
  const { busy } = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() as { busy: number };
  if (busy !== 0) throw new Error("readers still hold the log");
}

function logOf(folder: DataFolder): string {
  return `${folder.database}-wal`;
}
