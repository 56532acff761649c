/** The writer's end of the lane, inside its Worker: takes batches, answers them, signs the journal's head. */
import { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import { SERVER } from "../actors.ts";
import type { Application, Command } from "../application.ts";
import { processClock, putClock } from "../clock.ts";
import { toFailure } from "../failure.ts";
import { ContentMark } from "../files/content_mark.ts";
import { FileHead } from "../files/file_head.ts";
import { DataFolder } from "../files/folder.ts";
import { headDefect, HeadFile, journalHead } from "../files/head_file.ts";
import { JOURNAL_DEFECT, type JournalHead, SIGNED_FILE_LOST } from "../journal/journal.ts";
import type { Commit, Failure, WriteAnswer, WriteJob, WriterMessage, WriterStats } from "../jobs.ts";
import { JournalBudget } from "../journal/budget.ts";
import { sealedThrough } from "../journal/seals.ts";
import { MemoryFile, readMemory } from "../files/memory_file.ts";
import { FILES_LOST, foldLog, OwnFiles } from "../files/own_files.ts";
import { packed, type Travelling } from "../long_text.ts";
import { Pulse } from "../workers/pulse.ts";
import type { SignedContent } from "../files/signed_file.ts";
import { openWriter, setLimits } from "../sql/sqlite.ts";
import { makeWriter } from "./make_writer.ts";
import type { Writer } from "./writer.ts";

export type FromWriter =
  | { readonly type: "ready"; readonly head: number }
  | { readonly type: "failed"; readonly reason: string }
  | {
    readonly type: "answers";
    readonly answers: readonly Travelling<WriteAnswer>[];
    /** What the writer committed of its own accord meanwhile. */
    readonly own: readonly Commit[];
    readonly stats: WriterStats;
  }
  /** It waits for the beginning of the database's file, and numbers the times from 1 on. */
  | { readonly type: "head"; readonly number: number }
  | { readonly type: "probed"; readonly failure: Failure | null }
  /** Whether the folder's names lead to other files than those that are open here. */
  | { readonly type: "files"; readonly lost: boolean }
  | { readonly type: "closed" };

export interface WriterStart {
  readonly type: "start";
  /** The data folder's path. */
  readonly folder: string;
  /** The identity of the database's file that the server began with. */
  readonly file: string;
  /** Where the beginning of that file is told. */
  readonly head: SharedArrayBuffer;
  readonly version: string;
  readonly pulse: SharedArrayBuffer;
  /** What a till's person may write into the journal; null for no limit. */
  readonly journalBytesPerMinute: number | null;
}

interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromWriter, moved?: Transferable[]): void;
  close(): void;
}

/** `commands` are the engine's own; the application's join them. */
export function serveWriter(port: Port, application: Application, commands: Readonly<Record<string, Command>>): void {
  const start = async (data: WriterStart) => {
    const folder = new DataFolder(data.folder);
    const db = openWriter(folder.database);
    // What a savepoint would put back is kept in a file as soon as it is 64 KiB, as with each payment: it has to be made and thrown away.
    db.exec("PRAGMA temp_store = MEMORY");
    setLimits(db, LIMITS.writerValueBytes, LIMITS.rulePatternBytes);
    const pulse = new Pulse(data.pulse);
    const clock = processClock();
    if (clock.isSet) putClock(db, clock);
    const budget = data.journalBytesPerMinute === null ? null : new JournalBudget(data.journalBytesPerMinute);
    const mark = new ContentMark(
      db,
      folder.database,
      new FileHead(data.head, (number) => port.postMessage({ type: "head", number })),
    );
    const writer = makeWriter(db, { folder, application, commands, version: data.version, clock }, { pulse, budget, mark });
    const signedBy = folder.signedBy();
    const key = folder.key("journal");
    const memory = MemoryFile.beside(folder, key, application, db);
    const headFile = new HeadFile(journalHead(folder, key), async () => await memory?.write());
    noteWhatIsBeside(writer, journalHead(folder, signedBy).read(), readMemory(folder, signedBy, application));
    headFile.note(writer.head);
    await headFile.flush();
    const files = new OwnFiles(folder, db, data.file, mark, (lost) => port.postMessage({ type: "files", lost }));
    const keep = async () => {
      if (!files.lost()) return;
      pulse.begin(LIMITS.ownWorkStuckMs);
      await files.keep(new Date(clock.now()));
      pulse.rest();
    };
    setInterval(keep, LIMITS.filesLookMs);
    port.onmessage = async ({ data }: MessageEvent<WriterMessage>) => {
      switch (data.type) {
        case "jobs":
          answerJobs(port, writer, files, JSON.parse(data.jobs) as WriteJob[]);
          pulse.rest();
          return headFile.note(writer.head);
        case "probe":
          pulse.begin(LIMITS.ownWorkStuckMs);
          port.postMessage({ type: "probed", failure: files.lost() ? FILES_LOST : probe(db) });
          return pulse.rest();
        case "close":
          pulse.begin(LIMITS.ownWorkStuckMs);
          await headFile.flush();
          if (files.lost()) await files.keep(new Date(clock.now()));
          else leaveNoLog(db);
          db.close();
          port.postMessage({ type: "closed" });
          return port.close();
      }
    };
    port.postMessage({ type: "ready", head: writer.head.seq });
  };
  port.onmessage = async ({ data }: MessageEvent<WriterStart>) => {
    try {
      await start(data);
    } catch (error) {
      // Thrown, the runtime would print it with its stack before anybody is asked.
      port.postMessage({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  };
}

/**
 * A journal that was cut or rewritten while nothing ran says so from now on: `journal verify` names this row.
 * A signed file that was lost is told of as well, and is no defect: a power cut forges nothing. Either way
 * the application hears what was remembered: what was given once must not be given again.
 */
function noteWhatIsBeside(writer: Writer, signed: SignedContent<JournalHead>, memory: SignedContent<JsonValue>): void {
  const at = writer.db.prepare("SELECT hash FROM _journal WHERE seq = ?");
  const forged = memory.state === "forged" ? "the signature of fiscal.head does not fit its content" : null;
  const through = sealedThrough(writer.db);
  const hashAt = (seq: number) => {
    // Older than the live journal: whoever verifies all of it finds what that one says.
    if (seq <= through && signed.state === "sound") return signed.content.hash;
    return (at.get(seq) as { hash: string } | undefined)?.hash ?? null;
  };
  const defect = headDefect(signed, writer.head, hashAt) ?? forged;
  const known = memory.state === "sound" ? [memory.content] : [];
  if (defect !== null) {
    console.error(`The journal is not as it was left: ${defect}.`);
    note(writer, JOURNAL_DEFECT, { defect, known });
  }
  const lost = Object.entries({ "journal.head": signed, "fiscal.head": memory })
    .flatMap(([name, { state }]) => state === "lost" ? [name] : []);
  if (lost.length > 0) {
    console.warn(`${lost.join(" and ")} cannot be read (empty or cut off, as after a power cut): made anew from the journal.`);
    note(writer, SIGNED_FILE_LOST, { files: lost, known });
  }
}

function note(writer: Writer, kind: string, detail: Readonly<Record<string, JsonValue>>): void {
  const [answer] = writer.run([{
    actor: SERVER,
    work: {
      kind: "command",
      name: "engine.note",
      input: { kind, detail },
    },
    idempotency: null,
  }]);
  if (!answer!.ok) throw new Error(`'${kind}' could not be noted`);
}

function answerJobs(port: Port, writer: Writer, files: OwnFiles, jobs: readonly WriteJob[]): void {
  const started = performance.now();
  let answers: WriteAnswer[];
  try {
    answers = files.lostLately() ? [] : writer.run(jobs);
    // On the disk, but in a file that nobody finds again: that is not stored.
    if (files.known || files.lost()) answers = jobs.map(() => FILES_LOST);
  } catch (error) {
    if (writer.db.isTransaction) writer.db.exec("ROLLBACK");
    answers = jobs.map(() => toFailure(error));
  }
  const { commits, writes, head } = writer;
  const stats = { commits, writes, head: head.seq, commitMs: performance.now() - started };
  const moved: ArrayBuffer[] = [];
  const travelling = answers.map((answer) => packed(answer, moved));
  port.postMessage({ type: "answers", answers: travelling, own: writer.takeOwn(), stats }, moved);
}

/** The readers may still hold the file: closing it would leave the last writes in the log beside it. */
function leaveNoLog(db: DatabaseSync): void {
  try {
    foldLog(db);
  } catch (error) {
    console.error(`the log stays beside the database: ${(error as Error).message}`);
  }
}

/** Whether the file can be written, by writing: a full disk shows only then. */
function probe(db: DatabaseSync): Failure | null {
  try {
    db.exec("BEGIN IMMEDIATE");
    db.prepare("INSERT INTO _meta (name, value) VALUES ('probe', '1') ON CONFLICT (name) DO UPDATE SET value = excluded.value")
      .run();
    db.exec("COMMIT");
    return null;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    return toFailure(error);
  }
}
