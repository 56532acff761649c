/** Copies of the shop's database, made while it works: those that lie in the data folder, and one more, there or wherever it is asked for. */
import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { AppError } from "../shared/errors.ts";
import type { JsonValue } from "../shared/protocol.ts";
import type { Actor } from "./database/application.ts";
import { type Clock, momentOf } from "./database/clock.ts";
import type { Backup, KeptBackup } from "./database/files/backup.ts";
import type { DataFolder } from "./database/files/folder.ts";
import type { DatabaseService } from "./database/service.ts";
import type { LongWork } from "./long_work.ts";

export class Backups {
  #making = false;

  constructor(
    readonly folder: DataFolder,
    readonly database: DatabaseService,
    readonly longWork: LongWork,
    readonly clock: Clock,
  ) {}

  /** Those in the data folder, the newest first. */
  list(): KeptBackup[] {
    const names = readdirSync(this.folder.backups).filter((name) => name.endsWith(".db"));
    return names.map((name) => keptAt(join(this.folder.backups, name))).sort((a, b) => a.made_at < b.made_at ? 1 : -1);
  }

  /** One more in the data folder. Throws `busy` while another is made. */
  async keep(actor: Actor): Promise<KeptBackup> {
    if (this.#making) throw new AppError("busy");
    this.#making = true;
    try {
      // To the millisecond: two in one second are two.
      const stamp = momentOf(this.clock).slice(0, 23).replace(/[:.]/g, "-");
      const { file } = await this.make(join(this.folder.backups, `comptoir-${stamp}.db`), actor);
      return keptAt(file);
    } finally {
      this.#making = false;
    }
  }

  /** A copy in a file that is not there yet. `tell` says in words why there is none. */
  async make(file: string, actor: Actor, tell: (error: Error) => string = ({ message }) => message): Promise<Backup> {
    // It would copy what lies there now.
    if (!await this.database.healthy()) throw new AppError("database_unavailable");
    const made = await this.longWork.backUp(file).catch(async (error: Error) => {
      // Whoever looks for yesterday's copy finds why there is none.
      await this.#note(actor, "backup_failed", { reason: tell(error) }).catch(() => {});
      throw error;
    });
    await this.#note(actor, "backup", { size_bytes: made.size_bytes });
    return made;
  }

  #note(actor: Actor, kind: string, detail: Record<string, JsonValue>): Promise<unknown> {
    return this.database.command("engine.note", actor, { kind, detail });
  }
}

function keptAt(path: string): KeptBackup {
  const { size, mtime } = statSync(path);
  return { name: basename(path), size_bytes: size, made_at: mtime.toISOString() };
}
