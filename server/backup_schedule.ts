/** When a backup is made by itself: so many hours after the last one, and after each closing; never while the shop opens. */
import { LIMITS } from "../shared/limits.ts";
import type { Backups } from "./backups.ts";
import { SERVER } from "./database/actors.ts";
import type { Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import type { DiskSpace } from "./database/files/disk_space.ts";

const HOUR_MS = 60 * 60 * 1000;

export class BackupSchedule {
  #timer: ReturnType<typeof setInterval> | null = null;
  /** By `clock.elapsed()`: before that none is made for its age; when one is made for what happened; when the folder is looked at again. */
  #from = 0;
  #due: number | null = null;
  #lookAt = 0;
  #busy = false;
  #hasLookedBack = false;

  constructor(
    readonly backups: Backups,
    readonly database: DatabaseService,
    readonly milestones: Application["milestones"],
    readonly disk: DiskSpace,
  ) {}

  start(): void {
    this.#from = this.#elapsed + LIMITS.backupFirstMs;
    this.#timer = setInterval(() => void this.#look(), LIMITS.backupLookMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** To be told of the tables that were changed. */
  changed(tables: readonly string[]): void {
    // Each of several closings puts it off: one copy holds them all.
    if (this.milestones !== null && tables.includes(this.milestones.table)) this.#due = this.#elapsed + LIMITS.backupClosingMs;
  }

  get #elapsed(): number {
    return this.backups.clock.elapsed();
  }

  async #look(): Promise<void> {
    if (this.#busy || this.backups.making) return;
    this.#busy = true;
    try {
      await this.#lookBack();
      if (!this.#isDue()) return;
      this.#due = null;
      // What it would take is the room that payments need: that is told already.
      if (this.disk.low) return this.#later();
      const { name } = await this.backups.keep(SERVER, "auto");
      this.#tell(name);
    } catch {
      // Told on the console and in the journal.
      this.#later();
    } finally {
      this.#busy = false;
    }
  }

  #isDue(): boolean {
    const { backups } = this;
    const now = this.#elapsed;
    if (this.#due !== null && now >= this.#due) return true;
    if (now < this.#from || now < this.#lookAt) return false;
    this.#lookAt = now + LIMITS.backupAgeLookMs;
    backups.look();
    const { hours } = backups.settings.now;
    return hours > 0 && (backups.newest === null || backups.clock.now() - Date.parse(backups.newest) >= hours * HOUR_MS);
  }

  /** What was to be in it still is. */
  #later(): void {
    this.#from = this.#due = this.#elapsed + LIMITS.backupRetryMs;
  }

  #tell(name: string): void {
    const { defect, second_failed } = this.backups.last!;
    console.log(`Sauvegarde faite / backup made: ${name}`);
    if (defect !== null) {
      console.error(`  Les enregistrements n'y sont pas intacts / the records in it are not whole. ${defect}.`);
    }
    if (second_failed !== null) console.error(`  Pas de seconde copie / no second copy: ${second_failed}.`);
  }

  /** Once, when the tills are answered already: the PC may have been switched off right after a closing. */
  async #lookBack(): Promise<void> {
    if (this.#hasLookedBack) return;
    this.#hasLookedBack = true;
    this.backups.look();
    if (this.milestones === null) return;
    const { table, at } = this.milestones;
    const [last] = await this.database.read<{ at: string | null }>(`SELECT max(${at}) AS at FROM ${table}`);
    const newest = this.backups.newest;
    if (last?.at != null && (newest === null || newest < last.at)) this.#due ??= this.#from;
  }
}
