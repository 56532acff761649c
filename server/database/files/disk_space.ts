/**
 * Room on the data folder's disk, looked at every few seconds. Below a floor only what money hangs on is written:
 * a database that meets the end of the disk takes nothing at all, in the middle of the day.
 */
import { statfs } from "node:fs/promises";
import { LIMITS } from "../../../shared/limits.ts";

/** What SQLite and systems say of a disk without room, or of an account that may take no more of it. */
export const SAYS_FULL = /disk is full|no space|ENOSPC|EDQUOT|quota/i;

/** Bytes that this account may write on the disk of a path; null where the system does not tell. */
export async function freeBytes(path: string): Promise<number | null> {
  const found = await statfs(path).catch(() => null);
  return found && found.bavail * found.bsize;
}

export class DiskSpace {
  /** Bytes that are free for this account; null where the system does not tell. */
  free: number | null = null;
  low = false;
  /** Told when `low` has changed. */
  onChange: (() => void) | null = null;
  readonly #timer: ReturnType<typeof setInterval>;

  private constructor(readonly path: string) {
    this.#timer = setInterval(() => this.#look(), LIMITS.diskLookMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  static async watch(path: string): Promise<DiskSpace> {
    const disk = new DiskSpace(path);
    await disk.#look();
    return disk;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get freeMiB(): number {
    return Math.floor((this.free ?? 0) / 2 ** 20);
  }

  async #look(): Promise<void> {
    try {
      const { bavail, blocks, bsize } = await statfs(this.path);
      this.free = bavail * bsize;
      const floor = Math.min(LIMITS.diskFloorBytes, blocks * bsize * LIMITS.diskFloorShare);
      // Once low, it is low until there is clearly more: a floor that is met to and fro would be told each time.
      this.#tell(this.free < (this.low ? floor * 1.25 : floor));
    } catch {
      // Nothing is known: nothing is held back.
      this.free = null;
      if (!this.low) return;
      this.low = false;
      this.onChange?.();
    }
  }

  #tell(low: boolean): void {
    if (low === this.low) return;
    this.low = low;
    this.onChange?.();
    if (low) {
      console.warn(
        `Warning: the data folder's disk has ${this.freeMiB} MiB left. Only payments and closings are written: make room.`,
      );
    } else console.warn(`The data folder's disk has room again (${this.freeMiB} MiB): everything is written.`);
  }
}
