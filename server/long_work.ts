/** What takes a shop seconds or minutes and is no till's: each an errand in a process of its own, of low priority. */
import { AppError } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { DataFolder } from "./database/files/folder.ts";
import type { ExportForm, JournalSearch } from "./database/journal/search.ts";
import type { JournalVerification } from "./database/journal/verification.ts";
import { Errands } from "./database/processes/errands.ts";
import type { CommandLine } from "./database/processes/own_process.ts";
import type { FiscalVerification } from "./shop/fiscal/verification.ts";
import type { Sealed } from "./security/journal_commands.ts";
import type { ArchiveErrand, BackupErrand, BackupMade, Copy, Errand, Look, SealErrand, Staged } from "./workers/errands.ts";

export type Verified = JournalVerification & { readonly fiscal: FiscalVerification };

/** How a process is started that may read, and one that may write as well. */
export interface ErrandProcesses {
  readonly looks: CommandLine;
  readonly copies: CommandLine;
}

export class LongWork {
  readonly #errands = new Errands();
  #exports = 0;

  constructor(readonly folder: DataFolder, readonly processes: ErrandProcesses) {}

  /** Both journals, from their beginning. */
  verify(): Promise<Verified> {
    return this.#look({ kind: "verify" });
  }

  /** What was signed since the last day was closed. */
  verifyRecent(): Promise<FiscalVerification> {
    return this.#look({ kind: "verify_recent" });
  }

  /** The journal as a file, piece by piece; throws in the end when that is not all, `busy` when too many are made already. */
  async *export(search: JournalSearch, form: ExportForm, zone: string, gzip: boolean): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    if (this.#exports >= LIMITS.exports) throw new AppError("busy");
    this.#exports += 1;
    try {
      const errand = this.#errand({ kind: "export", search, form, zone, gzip });
      yield* this.#errands.pieces(this.processes.looks, errand, LIMITS.errandMs);
    } finally {
      this.#exports -= 1;
    }
  }

  /** A copy of the database in `file`, looked through. */
  backUp(file: string, order: BackupErrand): Promise<BackupMade> {
    return this.#copy({ kind: "backup", file, ...order });
  }

  /** A copy of this file beside the database, looked through, for `Replacement.begun`. */
  stage(file: string, now: number): Promise<Staged> {
    return this.#copy({ kind: "stage", file, now });
  }

  /** Writes an archive into `file`, unless `signal` ends it; resolves to the hash of its manifest. */
  archive(order: ArchiveErrand, file: string, signal: AbortSignal): Promise<string> {
    return this.#copy({ kind: "archive", file, ...order }, signal);
  }

  /** A sealed file of a year's records, looked through; null where the year has none. */
  seal(order: SealErrand): Promise<Sealed | null> {
    return this.#copy({ kind: "seal", ...order });
  }

  /** Sealed files that do not lie there as they were sealed while the database still holds records of theirs, by their names. */
  sealedMissing(): Promise<readonly string[]> {
    return this.#look({ kind: "sealed_missing" });
  }

  /** Ends all of it. */
  close(): void {
    this.#errands.close();
  }

  #look<T>(look: Look): Promise<T> {
    return this.#errands.result(this.processes.looks, this.#errand(look));
  }

  #copy<T>(copy: Copy, signal?: AbortSignal): Promise<T> {
    return this.#errands.result(this.processes.copies, this.#errand(copy), signal);
  }

  #errand(what: Look | Copy): Errand {
    return { ...what, folder: this.folder.path };
  }
}
