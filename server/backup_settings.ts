/** How backups are made by themselves, as the owner chose: kept in the database, and so in every copy of it. */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { AppError, type Bilingual, say } from "../shared/errors.ts";
import type { JsonValue } from "../shared/protocol.ts";
import { LIMITS } from "../shared/limits.ts";
import type { Actor } from "./database/application.ts";
import type { BackupSettings } from "./database/files/kept_backups.ts";
import type { DatabaseService } from "./database/service.ts";

const DEFAULTS: BackupSettings = {
  hours: LIMITS.backupHours,
  days: LIMITS.backupDays,
  weeks: LIMITS.backupWeeks,
  months: LIMITS.backupMonths,
  second_folder: null,
};

export class KeptSettings {
  #now = DEFAULTS;
  /** Tells this shop's copies from another's in one folder: the hash of its journal's first record. */
  #origin = "";

  constructor(readonly database: DatabaseService, readonly dataFolder: string) {}

  async read(): Promise<void> {
    const [kept] = await this.database.read<{ value: string }>("SELECT value FROM _meta WHERE name = 'backup_settings'");
    const [first] = await this.database.read<{ hash: string }>("SELECT hash FROM _journal WHERE seq = 1");
    this.#origin = first?.hash ?? "";
    this.#now = kept === undefined ? DEFAULTS : { ...DEFAULTS, ...JSON.parse(kept.value) as BackupSettings };
  }

  get now(): BackupSettings {
    return this.#now;
  }

  /** Where copies go besides; null for nowhere. Made when it is chosen and never again: without its disk it is not there. */
  get second(): string | null {
    return this.#now.second_folder === null ? null : this.#shopFolder(this.#now.second_folder);
  }

  async change(settings: BackupSettings, actor: Actor): Promise<void> {
    const { second_folder } = settings;
    if (second_folder !== null) this.#prepare(second_folder);
    await this.database.command("engine.backup_settings", actor, settings as unknown as JsonValue);
    this.#now = settings;
  }

  #prepare(folder: string): void {
    const refuse = (reason: Bilingual) => new AppError("invalid_body", { field: "second_folder", reason });
    if (!isAbsolute(folder)) throw refuse(say("un chemin complet est attendu", "a full path is wanted"));
    const inside = relative(resolve(this.dataFolder), resolve(folder));
    if (inside === "" || !inside.startsWith("..") && !isAbsolute(inside)) {
      throw refuse(
        say(
          "il est dans le dossier de la boutique : choisissez un autre disque",
          "it lies in the shop's own folder: choose another disk",
        ),
      );
    }
    try {
      if (!existsSync(folder) || !statSync(folder).isDirectory()) {
        throw refuse(
          say(
            "ce dossier n'existe pas : branchez le disque, ou créez-le",
            "there is no such folder: plug the disk in, or make it",
          ),
        );
      }
      mkdirSync(this.#shopFolder(folder), { recursive: true, mode: 0o700 });
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw refuse(say("le programme ne peut pas y écrire", "the program may not write there"));
    }
  }

  #shopFolder(folder: string): string {
    return join(folder, `comptoir-${this.#origin.slice(0, 8)}`);
  }
}
