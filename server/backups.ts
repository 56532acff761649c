/** Copies of the shop's database, made while it works: those that lie in the data folder, and one more, there or wherever it is asked for. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AppError, type Bilingual, say } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { JsonValue } from "../shared/protocol.ts";
import { BackupPlan } from "./backup_settings.ts";
import type { Actor } from "./database/application.ts";
import { type Clock, momentOf } from "./database/clock.ts";
import { freeBytes, SAYS_FULL } from "./database/files/disk_space.ts";
import type { DataFolder } from "./database/files/folder.ts";
import {
  type BackupKind,
  backupName,
  type BackupSettings,
  backupsIn,
  type BackupTried,
  dropCutOff,
  type KeptBackup,
} from "./database/files/kept_backups.ts";
import type { DatabaseService } from "./database/service.ts";
import { LAST_BACKUP, type LastBackup, triedOf } from "./last_backup.ts";
import type { LongWork } from "./long_work.ts";
import type { BackupErrand, BackupMade } from "./workers/errands.ts";

export class Backups {
  readonly settings: BackupPlan;
  #making = false;
  #last: BackupTried | null = null;
  #newest: string | null = null;

  constructor(
    readonly folder: DataFolder,
    readonly database: DatabaseService,
    readonly longWork: LongWork,
    readonly clock: Clock,
  ) {
    this.settings = new BackupPlan(database, folder.path);
  }

  /** Sweeps up what a crash left, and reads what the owner chose and how the last try ended. */
  async start(): Promise<void> {
    try {
      dropCutOff(this.folder.backups);
    } catch {
      // That it cannot be read is told to whoever asks for its copies.
    }
    await this.settings.read();
    const [last] = await this.database.read<LastBackup>(LAST_BACKUP);
    this.#last = triedOf(last);
  }

  get last(): BackupTried | null {
    return this.#last;
  }

  get making(): boolean {
    return this.#making;
  }

  /** Those in the data folder, the newest first. */
  list(): KeptBackup[] {
    try {
      const found = backupsIn(this.folder.backups);
      const until = new Date(this.clock.now() + LIMITS.clockHeldMs).toISOString();
      const ours = ({ kind, made_at }: KeptBackup) => (kind === "auto" || kind === "comptoir") && made_at <= until;
      this.#newest = found.find(ours)?.made_at ?? null;
      return found;
    } catch {
      throw new AppError("backup_failed", {
        reason: say(
          "leur dossier ne peut pas être lu : vérifiez le disque et ses droits",
          "their folder cannot be read: check the disk and its rights",
        ),
      });
    }
  }

  /** Looks for the newest; a folder that cannot be read is told when one is made. */
  look(): void {
    try {
      this.list();
    } catch {
      this.#newest = null;
    }
  }

  /** When the newest of them was made that would be put back, RFC 3339, as the last look found; null for none. One from a time that is yet to come says nothing. */
  get newest(): string | null {
    return this.#newest;
  }

  /** Whether the newest is older than it may be. */
  get old(): boolean {
    const { newest } = this;
    const hours = this.settings.now.hours === 0 ? LIMITS.backupHours : this.settings.now.hours;
    const most = hours * 60 * 60 * 1000 + LIMITS.backupLateMs;
    return newest !== null && this.clock.now() - Date.parse(newest) > most;
  }

  /** One more in the data folder, and where the owner keeps a second one. Throws `busy` while another is made. */
  async keep(actor: Actor, kind: BackupKind = "comptoir"): Promise<KeptBackup> {
    if (this.#making) throw new AppError("busy");
    this.#making = true;
    try {
      const made_at = momentOf(this.clock);
      const name = backupName(kind, made_at);
      const order = { second: this.settings.second, keep: kind === "auto" ? keepOf(this.settings.now) : null };
      const { size_bytes } = await this.#make(join(this.folder.backups, name), actor, order, ({ message }) => message);
      this.look();
      return { name, kind, size_bytes, made_at };
    } catch (error) {
      if (error instanceof AppError) throw error;
      console.error(`The backup was not written: ${(error as Error).message}`);
      throw new AppError("backup_failed", { reason: whyNot(error as Error) });
    } finally {
      this.#making = false;
    }
  }

  /** A copy in a file that is not there yet. `tell` says in words why there is none. */
  make(file: string, actor: Actor, tell: (error: Error) => string = ({ message }) => message): Promise<BackupMade> {
    return this.#make(file, actor, { second: null, keep: null }, tell);
  }

  async #make(file: string, actor: Actor, order: BackupErrand, tell: (error: Error) => string): Promise<BackupMade> {
    // It would copy what lies there now.
    if (!await this.database.healthy()) throw new AppError("database_unavailable");
    let made: BackupMade;
    try {
      // Somebody may have taken it away.
      mkdirSync(this.folder.backups, { recursive: true, mode: 0o700 });
      await this.#requireRoom();
      made = await this.longWork.backUp(file, order);
    } catch (error) {
      // Whoever looks for yesterday's copy finds why there is none.
      const reason = tell(error as Error);
      await this.#note(actor, "backup_failed", { reason }, { failed: reason, defect: null, second_failed: null });
      throw error;
    }
    const { size_bytes, records, defect, second_failed } = made;
    const told = { ...defect === null ? {} : { defect }, ...second_failed === null ? {} : { second_failed } };
    await this.#note(actor, "backup", { size_bytes, records, ...told }, { failed: null, defect, second_failed });
    return made;
  }

  /** A copy never takes the room that payments need. */
  async #requireRoom(): Promise<void> {
    const free = await freeBytes(this.folder.backups) ?? Infinity;
    const { size_bytes, wal_bytes } = this.database.metrics();
    if (free < size_bytes + wal_bytes + LIMITS.startRoomBytes) {
      throw new Error("there is no space left for it on the disk");
    }
  }

  async #note(actor: Actor, kind: string, detail: Record<string, JsonValue>, tried: Omit<BackupTried, "at">): Promise<void> {
    this.#last = { at: momentOf(this.clock), ...tried };
    const noted = this.database.command("engine.note", actor, { kind, detail });
    // The copy is there, or is not, whatever becomes of the note.
    await noted.catch((error: Error) => console.error(`the ${kind} was not recorded: ${error.message}`));
  }
}

function keepOf({ days, weeks, months }: BackupSettings) {
  return { days, weeks, months };
}

function whyNot({ message }: Error): Bilingual {
  if (SAYS_FULL.test(message)) {
    return say("il n'y a plus assez de place sur le disque", "there is not enough room on the disk");
  }
  if (/readonly|read-only|permission|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|unable to open/i.test(message)) {
    return say(
      "le programme ne peut pas écrire dans le dossier des sauvegardes",
      "the program may not write into the backups' folder",
    );
  }
  if (/damaged|malformed|not whole/i.test(message)) return say("la base de données est abîmée", "the database is damaged");
  return say("voyez la console du serveur", "see the server's console");
}
