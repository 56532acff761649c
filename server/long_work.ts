/** What takes a shop seconds or minutes and is no till's: each an errand in a process of its own, of low priority. */
import { AppError } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { SealableYear } from "./database/application.ts";
import type { DataFolder } from "./database/files/folder.ts";
import type { ExportForm, JournalSearch } from "./database/journal/search.ts";
import type { JournalVerification } from "./database/journal/verification.ts";
import type { CommandLine } from "./database/processes/own_process.ts";
import { Errands, type Waiting } from "./database/processes/errands.ts";
import type { Hear } from "./database/progress.ts";
import { NotSealed } from "./database/sealing/not_sealed.ts";
import type { FiscalVerification } from "./shop/fiscal/verification.ts";
import type { YearToSeal } from "./database/sealing/years_to_seal.ts";
import type { Sealed } from "./security/journal_commands.ts";
import { UnderWay } from "./database/under_way.ts";
import type {
  ArchiveErrand,
  BackupErrand,
  BackupMade,
  Copy,
  Errand,
  Look,
  SealErrand,
  SealMade,
  Staged,
} from "./workers/errands.ts";

export type Verified = JournalVerification & { readonly fiscal: FiscalVerification };

/** How a process is started that may read, and one that may write as well. */
export interface ErrandProcesses {
  readonly looks: CommandLine;
  readonly copies: CommandLine;
}

export class LongWork {
  readonly underWay = new UnderWay();
  readonly #errands = new Errands();
  #exports = 0;

  constructor(readonly folder: DataFolder, readonly processes: ErrandProcesses) {}

  /** Both journals, from their beginning. */
  verify(): Promise<Verified> {
    return this.underWay.while("verification", (hear) => this.#look({ kind: "verify" }, hear));
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
    return this.underWay.while("backup", (hear) => this.#copy({ kind: "backup", file, ...order }, { hear }));
  }

  /** A copy of this file beside the database, looked through, for `Replacement.begun`. */
  stage(file: string, now: number): Promise<Staged> {
    return this.underWay.while("restore", (hear) => this.#copy({ kind: "stage", file, now }, { hear }));
  }

  /** Writes an archive into `file`, unless `signal` ends it; resolves to the hash of its manifest. */
  archive(order: ArchiveErrand, file: string, signal: AbortSignal): Promise<string> {
    return this.underWay.while("archive", (hear) => this.#copy({ kind: "archive", file, ...order }, { signal, hear }));
  }

  /** A sealed file of a year's records, looked through; null where the year has none. Throws `NotSealed`. */
  async seal(order: SealErrand, hear: Hear): Promise<Sealed | null> {
    const { sealed, refused } = await this.#copy<SealMade>({ kind: "seal", ...order }, { hear });
    if (refused !== null) throw new NotSealed(refused);
    return sealed;
  }

  /** How large each of these years is in the journal, in their order; those without a record are left out. */
  yearsToSeal(years: readonly SealableYear[]): Promise<readonly YearToSeal[]> {
    return this.#look({ kind: "years_to_seal", years });
  }

  /** Sealed files that do not lie there as they were sealed while the database still holds records of theirs, by their names. */
  sealedMissing(): Promise<readonly string[]> {
    return this.#look({ kind: "sealed_missing" });
  }

  /** Ends all of it. */
  close(): void {
    this.#errands.close();
  }

  #look<T>(look: Look, hear?: Hear): Promise<T> {
    return this.#errands.result(this.processes.looks, this.#errand(look), { hear });
  }

  #copy<T>(copy: Copy, waiting: Waiting): Promise<T> {
    return this.#errands.result(this.processes.copies, this.#errand(copy), waiting);
  }

  #errand(what: Look | Copy): Errand {
    return { ...what, folder: this.folder.path };
  }
}
