/** How backups are made by themselves, as the owner chose: kept in the database, and so in every copy of it. */
import { mkdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { AppError, type Bilingual, say } from "../shared/errors.ts";
import type { JsonValue } from "../shared/protocol.ts";
import { LIMITS } from "../shared/limits.ts";
import type { Actor } from "./database/application.ts";
import type { BackupSettings } from "./database/files/kept_backups.ts";
import { ORIGIN } from "./database/journal/seals.ts";
import type { DatabaseService } from "./database/service.ts";
import { withDeadline } from "./deadline.ts";

const DEFAULTS: BackupSettings = {
  hours: LIMITS.backupHours,
  days: LIMITS.backupDays,
  weeks: LIMITS.backupWeeks,
  months: LIMITS.backupMonths,
  second_folder: null,
};

const NOT_THERE = say(
  "ce dossier n'existe pas : branchez le disque, ou créez-le",
  "there is no such folder: plug the disk in, or make it",
);

export class BackupPlan {
  #now = DEFAULTS;
  /** Tells this shop's copies from another's in one folder: the hash of its journal's first record. */
  #origin = "";

  constructor(readonly database: DatabaseService, readonly dataFolder: string) {}

  async read(): Promise<void> {
    const [kept] = await this.database.read<{ value: string }>("SELECT value FROM _meta WHERE name = 'backup_settings'");
    const [first] = await this.database.read<{ hash: string }>(ORIGIN);
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
    if (second_folder !== null) await this.#prepare(second_folder);
    await this.database.command("engine.backup_settings", actor, settings as unknown as JsonValue);
    this.#now = settings;
  }

  /** Throws unless this shop's copies may lie there. A share whose PC is off may never answer: nobody waits for it. */
  async #prepare(folder: string): Promise<void> {
    let trouble: Bilingual | null = say(
      "ce dossier ne répond pas : vérifiez le disque ou l'autre PC",
      "this folder does not answer: check the disk or the other PC",
    );
    await withDeadline(this.#troubleWith(folder).then((found) => trouble = found), LIMITS.folderAnswerMs);
    if (trouble !== null) throw new AppError("invalid_body", { field: "second_folder", reason: trouble });
  }

  async #troubleWith(folder: string): Promise<Bilingual | null> {
    if (!isAbsolute(folder)) return say("un chemin complet est attendu", "a full path is wanted");
    try {
      // By another name it may be the shop's own.
      const inside = relative(await realpath(this.dataFolder), await realpath(folder));
      if (inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) {
        return say(
          "il est dans le dossier de la boutique : choisissez un autre disque",
          "it lies in the shop's own folder: choose another disk",
        );
      }
      if (!(await stat(folder)).isDirectory()) return NOT_THERE;
      await mkdir(this.#shopFolder(folder), { recursive: true, mode: 0o700 });
      return null;
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT") return NOT_THERE;
      return say("le programme ne peut pas y écrire", "the program may not write there");
    }
  }

  #shopFolder(folder: string): string {
    return join(folder, `comptoir-${this.#origin.slice(0, 8)}`);
  }
}
