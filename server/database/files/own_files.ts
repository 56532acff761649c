/**
 * Whether the names in the data folder still lead to the files that the writer has open. Systems let a
 * file be moved, replaced or deleted under the program that writes it: what is written then is in a file
 * that nobody finds again, and a log left beside another database would be taken for that one's.
 */
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { say } from "../../../shared/errors.ts";
import { makeBackup } from "./backup.ts";
import { identityAt } from "./file_identity.ts";
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

type Lost = "database" | "log";

export class OwnFiles {
  /** null until SQLite has made it. */
  #log: string | null;
  #lost: Lost | null = null;
  #kept = false;
  #keeping: Promise<void> | null = null;
  #said = "";

  /** `opened` is the file that the server began with; `onChange` is told when they are lost or found again. */
  constructor(
    readonly folder: DataFolder,
    readonly db: DatabaseSync,
    readonly opened: string,
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

  /** Looked at after each COMMIT and before its answer, for what is answered must be found again: two stats. */
  lost(): boolean {
    const lost = this.#look();
    if (lost !== this.#lost) {
      this.#lost = lost;
      this.#kept = false;
      this.onChange(lost !== null);
      this.#say(
        lost === null
          ? "The database's file is back in its place: the shop goes on."
          : `${
            lost === "log" ? "comptoir.db-wal" : "comptoir.db"
          } was moved, replaced or deleted under the server: nothing is stored any more.`,
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
      this.#say(this.#lost === "log" ? this.#keepLog(now) : await this.#keepDatabase(now));
      this.#kept = true;
    } catch (error) {
      this.#say(`What was acknowledged could not be brought to safety yet: ${(error as Error).message}.`);
    }
  }

  /** The log is folded first, into the file that it belongs to: the one that lies there now must not find it. */
  async #keepDatabase(now: Date): Promise<string> {
    foldLog(this.db);
    const { file } = await makeBackup(this.db, join(this.folder.backups, backupName("rescued", now.toISOString())));
    return `All that was acknowledged is in '${file}': stop the server, then put the right file back or restore this one.`;
  }

  #keepLog(now: Date): string {
    foldLog(this.db);
    const log = logOf(this.folder);
    if (existsSync(log)) renameSync(log, `${log}.foreign-${now.toISOString().replaceAll(/[:.]/g, "-")}`);
    return "All that was acknowledged is in comptoir.db: stop the server and start it again.";
  }

  #look(): Lost | null {
    if (identityAt(this.folder.database, { empty: false }) !== this.opened) return "database";
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
