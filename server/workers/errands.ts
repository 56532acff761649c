/** Worker: one errand, then ended: what takes a shop long, done on its database or on a copy of it. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { SealableYear } from "../database/application.ts";
import { type Backup, backUp } from "../database/files/backup.ts";
import { writeCompacted } from "../database/files/compacted.ts";
import { dropOutlived, type Keep } from "../database/files/kept_backups.ts";
import { keepSealed, keptBeside, sealedMissing } from "../database/sealing/sealed_copies.ts";
import { copyElsewhere } from "../database/files/second_copy.ts";
import { DataFolder } from "../database/files/folder.ts";
import { journalHead } from "../database/files/head_file.ts";
import { exportedText } from "../database/journal/export.ts";
import type { ExportForm, JournalSearch } from "../database/journal/search.ts";
import { JournalParts } from "../database/journal/parts.ts";
import { yearsToSeal } from "../database/sealing/years_to_seal.ts";
import { makeSealed } from "../database/sealing/make_sealed.ts";
import { NotSealed } from "../database/sealing/not_sealed.ts";
import { sealsIn } from "../database/journal/seals.ts";
import { verifyJournal } from "../database/journal/verification.ts";
import type { Hear, Progress } from "../database/progress.ts";
import { withRests } from "../database/processes/rests.ts";
import { workErrand } from "../database/processes/serve_errand.ts";
import { othersWrites } from "../database/sql/others_writes.ts";
import { openReader } from "../database/sql/sqlite.ts";
import { StatementCache } from "../database/sql/statements.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Bilingual } from "../../shared/errors.ts";
import { inZone } from "../../shared/time_zone.ts";
import { accountsAfter } from "../security/account_trail.ts";
import type { Sealed } from "../security/journal_commands.ts";
import { keepOnly } from "../rights.ts";
import { type CopiedRecords, copiedRecords } from "../restoring/copied_records.ts";
import { refusalOf, refuseChanged, stageShop } from "../restoring/shop_copy.ts";
import { makeArchive } from "../shop/fiscal/archive/archive.ts";
import { fiscalKey } from "../shop/fiscal/key.ts";
import { verifyFiscal } from "../shop/fiscal/verification.ts";

/** Errands that only look. */
export type Look =
  | { readonly kind: "verify" }
  | { readonly kind: "verify_recent" }
  | { readonly kind: "sealed_missing" }
  | { readonly kind: "years_to_seal"; readonly years: readonly SealableYear[] }
  | {
    readonly kind: "export";
    readonly search: JournalSearch;
    readonly form: ExportForm;
    readonly zone: string;
    readonly gzip: boolean;
  };

/** Those that write a file. */
export type Copy =
  | { readonly kind: "backup"; readonly file: string } & BackupErrand
  | { readonly kind: "stage"; readonly file: string } & StageErrand
  | { readonly kind: "archive"; readonly file: string } & ArchiveErrand
  | { readonly kind: "seal" } & SealErrand
  | { readonly kind: "compact"; readonly file: string };

export interface SealErrand extends SealableYear {
  /** Bytes that the file may take on the disk; null where nobody can tell. */
  readonly room: number | null;
}

export interface SealMade {
  /** null where the year has no record, and where it was refused. */
  readonly sealed: Sealed | null;
  /** Why it was; null when it was not. */
  readonly refused: Bilingual | null;
}

export interface BackupErrand {
  /** Where it goes besides; null for nowhere. */
  readonly second: string | null;
  /** What stays, there and here, of those that are made by themselves; null for all of it. */
  readonly keep: Keep | null;
}

export interface BackupMade extends Backup, CopiedRecords {
  /** Why it does not lie in the second folder; null when it does, and where there is none. */
  readonly second_failed: string | null;
}

export interface StageErrand {
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whether the copy lies beside the shop's database, ready to take its place. */
export interface Staged {
  /** Why not; null when it does. */
  readonly refused: Bilingual | null;
}

export interface ArchiveErrand {
  readonly periode: string;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The page that verifies it. */
  readonly verifier: string;
}

export type Errand = (Look | Copy) & { readonly folder: string };

workErrand(self as unknown as Parameters<typeof workErrand>[0], perform);

async function* perform(errand: Errand, hear: Hear): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const folder = new DataFolder(errand.folder);
  if (errand.kind === "export") yield* exported(folder, errand);
  else yield new TextEncoder().encode(JSON.stringify(await resultOf(folder, errand, hear)));
}

function exported(folder: DataFolder, { search, form, zone, gzip }: Extract<Look, { kind: "export" }>) {
  const localTime = (at: string) => `${inZone(at, zone, "day")} ${inZone(at, zone, "time")}`;
  const db = openReader(folder.database);
  const text = exportedText(new JournalParts(new StatementCache(db), folder.sealed), search, form, localTime);
  const bytes = ReadableStream.from(withRests(text, othersWrites(db))).pipeThrough(new TextEncoderStream());
  return (gzip ? bytes.pipeThrough(new CompressionStream("gzip")) : bytes).values();
}

async function resultOf(folder: DataFolder, errand: Exclude<Errand, { kind: "export" }>, hear: Hear): Promise<unknown> {
  switch (errand.kind) {
    case "verify":
      return await verify(folder, hear);
    case "verify_recent": {
      const db = openReader(folder.database);
      return await verifyFiscal(db, keyOf(folder, db), { sinceClosing: true });
    }
    case "sealed_missing":
      return sealedMissing(openReader(folder.database), folder.sealed);
    case "years_to_seal":
      return yearsToSeal(openReader(folder.database), errand.years);
    case "backup":
      return await backUpShop(folder, errand, hear);
    case "stage":
      return await stage(folder, errand, hear);
    case "archive":
      return archive(folder, errand);
    case "seal":
      return seal(folder, errand, hear);
    case "compact":
      writeCompacted(folder.database, errand.file, () => keepOnly(["read", "write"]));
      return null;
  }
}

function keyOf(folder: DataFolder, db: DatabaseSync): string | null {
  return fiscalKey(db, (name) => folder.readSecret(name));
}

/** Hears of one step. */
function inStep(hear: Hear, step: Progress["step"]): (done: number, total: number) => void {
  return (done, total) => hear({ step, done, total });
}

async function verify(folder: DataFolder, hear: Hear) {
  const db = openReader(folder.database);
  const key = keyOf(folder, db);
  const head = journalHead(folder, folder.signedBy()).read();
  const journal = verifyJournal(db, head, { sealed: folder.sealed, progress: inStep(hear, "walks") });
  // One processor is left to the shop.
  const parallel = Math.max(1, navigator.hardwareConcurrency - 1);
  const fiscal = await verifyFiscal(db, key, { parallel, progress: inStep(hear, "signatures") });
  return { ...journal, fiscal };
}

/** Answers the hash of its manifest. */
function archive(folder: DataFolder, { file, periode, version, now, verifier }: Extract<Copy, { kind: "archive" }>): string {
  const db = openReader(folder.database);
  const key = keyOf(folder, db);
  if (key === null) throw new Error("there is no fiscal key");
  // It walks everything once: pages that are kept would be memory for nothing.
  db.exec(`PRAGMA cache_size = -${LIMITS.archiveCacheKib}`);
  const order = { periode, version, now: new Date(now), partBytes: LIMITS.archivePartBytes, verifier };
  const to = openSync(file, "wx", 0o600);
  try {
    return makeArchive(db, key, order, (bytes) => writeFileSync(to, bytes));
  } finally {
    closeSync(to);
  }
}

/** Why the sealed files do not all lie beside a copy; null when they do. */
function sealedFailed(folder: DataFolder, copy: string): string | null {
  const db = openReader(folder.database);
  try {
    keepSealed(sealsIn(db), folder.sealed, keptBeside(copy, db));
    return null;
  } catch (error) {
    return `a sealed file of the journal could not be copied: ${(error as Error).message}`;
  } finally {
    db.close();
  }
}

/** What was copied is looked through like what is served; a copy of records that are not whole is better than none, and says so. */
async function backUpShop(
  folder: DataFolder,
  { file, second, keep }: Extract<Copy, { kind: "backup" }>,
  hear: Hear,
): Promise<BackupMade> {
  let found: CopiedRecords | null = null;
  const examine = async (copy: DatabaseSync) => {
    found = await copiedRecords(copy, folder, { state: "lost" }, inStep(hear, "walks"));
  };
  const made = await backUp(folder.database, file, { gently: true, examine, hear });
  if (keep !== null) dropOutlived(folder.backups, keep, basename(file));
  const sealed_failed = sealedFailed(folder, file);
  const second_failed = second === null ? null : await copyElsewhere(file, second).then(() => {
    if (keep !== null) dropOutlived(second, keep, basename(file));
    return sealedFailed(folder, join(second, basename(file)));
  }, (error: Error) => error.message);
  const { records, defect } = found!;
  return { ...made, records, defect: defect ?? sealed_failed, second_failed };
}

function seal(folder: DataFolder, { room, ...year }: SealErrand, hear: Hear): SealMade {
  const db = openReader(folder.database);
  try {
    const made = makeSealed(db, folder.sealed, year, room ?? Infinity, hear);
    return { sealed: made && { ...made, accounts: accountsAfter(db, made.last_seq) }, refused: null };
  } catch (error) {
    if (error instanceof NotSealed) return { sealed: null, refused: error.reason };
    throw error;
  }
}

async function stage(folder: DataFolder, { file, now }: Extract<Copy, { kind: "stage" }>, hear: Hear): Promise<Staged> {
  try {
    await stageShop(folder, file, {
      now: new Date(now),
      hear: refuseChanged,
      progressOf: (what) => inStep(hear, what === "journal" ? "walks" : "signatures"),
    });
    return { refused: null };
  } catch (error) {
    return { refused: refusalOf(error as Error) };
  }
}
