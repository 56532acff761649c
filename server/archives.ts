/** Archives on their way out: made beside the shop's work, one at a time, and never whole in memory. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { Clock } from "./database/clock.ts";
import type { DiskSpace } from "./database/files/disk_space.ts";
import type { DataFolder } from "./database/files/folder.ts";
import type { MadeArchive } from "./http/context.ts";
import type { LongWork } from "./long_work.ts";
import { kindOf } from "./shop/calendar.ts";

/** Beside the database: elsewhere a temporary file may lie in memory, and others may read its folder. */
const UNSENT = /^archive-[0-9a-f-]{36}\.unsent$/;

export class Archives {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** `built` is the folder of what the build made. */
  constructor(
    readonly folder: DataFolder,
    readonly work: LongWork,
    readonly version: string,
    readonly clock: Clock,
    readonly built: string,
    readonly disk: DiskSpace,
  ) {}

  /** Removes what a crash left. */
  sweep(): void {
    for (const name of readdirSync(this.folder.path)) {
      if (UNSENT.test(name)) rmSync(this.folder.beside(name), { force: true });
    }
  }

  /**
   * Null for what is no period; throws `busy`, also once `signal` says that nobody waits for it, and `disk_low` where the disk
   * is full before it is whole. Whoever takes it reads it or cancels it.
   */
  async make(periode: string, signal: AbortSignal): Promise<MadeArchive | null> {
    if (kindOf(periode) === null) return null;
    if (this.#waiting >= LIMITS.archivesWaiting) throw new AppError("busy");
    this.#waiting += 1;
    const made = this.#last.then(() => this.#make(periode, signal));
    this.#last = made.catch(() => {});
    return await made.finally(() => this.#waiting -= 1);
  }

  async #make(periode: string, signal: AbortSignal): Promise<MadeArchive> {
    const path = this.folder.beside(`archive-${crypto.randomUUID()}.unsent`);
    try {
      const verifier = await verifierIn(this.built);
      const order = { periode, version: this.version, now: this.clock.now(), verifier };
      const manifestHash = await this.work.archive(order, path, signal);
      const file = await Deno.open(path);
      const { size } = await file.stat();
      return { size, manifestHash, body: file.readable };
    } catch (error) {
      if (!(error as Error).message.startsWith("ENOSPC")) throw error;
      throw new AppError("disk_low", { free_mib: this.disk.freeMiB });
    } finally {
      // What is open stays readable without its name, and nothing is left however it ends; else the next start removes it.
      try {
        rmSync(path, { force: true });
      } catch { /* a system that keeps the names of open files */ }
    }
  }
}

/** The page that verifies an archive, which goes into it. */
async function verifierIn(built: string): Promise<string> {
  try {
    return await Deno.readTextFile(join(built, "archive", "verifier.html"));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error("the archive's page was not built: run `deno task build`");
  }
}
