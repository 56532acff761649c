/**
 * DatabaseService: all that the rest of the server knows of the database. Writes go to the one
 * writer, reads to readers beside it, slow reads to a process that can be ended.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { JsonValue, Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Actor, Application } from "./application.ts";
import type { Clock } from "./clock.ts";
import type { DiskSpace } from "./files/disk_space.ts";
import type { Casualties } from "./workers/casualties.ts";
import { toError } from "./failure.ts";
import { identityAt } from "./files/file_identity.ts";
import type { DataFolder } from "./files/folder.ts";
import type { Commit, Failure, ReadAnswer, ReadJob, WriteJob, WriterMessage, WriterStats, Written } from "./jobs.ts";
import type { Found, JournalForm, JournalSearch } from "./journal/search.ts";
import { KeptWorker } from "./workers/kept_worker.ts";
import { migrate } from "./schema/migrations.ts";
import { Readers } from "./reading/readers.ts";
import type { Rehearsal } from "./writing/rehearsals.ts";
import type { CommandLine } from "./processes/own_process.ts";
import { SlowLane } from "./processes/slow_lane.ts";
import { openWriter } from "./sql/sqlite.ts";
import { queriesChars } from "./sql/values.ts";
import { type AskAgain, untilAnswered } from "./workers/lane.ts";
import type { WriteAnswer } from "./writing/writer.ts";
import type { FromWriter, WriterStart } from "./writing/writer_worker.ts";

export interface DatabaseOptions {
  readonly folder: DataFolder;
  readonly application: Application;
  readonly version: string;
  readonly startWriter: () => Worker;
  readonly startReader: () => Worker;
  /** How a process is started for slow reads, and one in which the owner's long writes are tried. */
  readonly processes: { readonly reads: CommandLine; readonly rehearsals: CommandLine };
  readonly clock: Clock;
  readonly casualties: Casualties;
  /** Room on the disk; null where nobody watches it. */
  readonly disk: DiskSpace | null;
  /** What a till's person may write into the journal; null for no limit. */
  readonly journalBytesPerMinute: number | null;
}

/** Told, in order and once each, of what was committed; `head` is the journal's last seq. */
export type CommitListener = (commits: readonly Commit[], head: number) => void;

export class DatabaseService {
  readonly #writer: KeptWorker<WriteJob, WriteAnswer | AskAgain, FromWriter>;
  readonly #readers: Readers;
  readonly #slow: SlowLane<ReadJob>;
  readonly #rehearsals: SlowLane<Rehearsal>;
  readonly #clock: Clock;
  readonly #disk: DiskSpace | null;
  readonly #vital: ReadonlySet<string>;
  readonly #file: string;
  readonly #commitMs: number[] = [];
  #stats: WriterStats = { commits: 0, writes: 0, commitMs: 0, head: 0 };
  #batched = 0;
  #onCommit: CommitListener = () => {};
  #onUntold: (head: number) => void = () => {};
  #probed: { at: number; healthy: Promise<boolean> } | null = null;
  #probing: ((failure: Failure | null) => void) | null = null;
  #closed: (() => void) | null = null;

  private constructor(options: DatabaseOptions) {
    const { folder, version, casualties, journalBytesPerMinute } = options;
    this.#clock = options.clock;
    this.#disk = options.disk;
    this.#vital = options.application.vital;
    this.#file = folder.database;
    const file = identityAt(folder.database) ?? "";
    this.#slow = new SlowLane(options.processes.reads, { processes: LIMITS.slowProcesses, idle: LIMITS.slowIdle });
    this.#rehearsals = new SlowLane(options.processes.rehearsals, { processes: LIMITS.rehearsalProcesses, idle: 0 });
    const lane = { capacity: LIMITS.queuedRequests, batch: LIMITS.groupCommit, ready: LIMITS.readyBatch, lengthOf };
    this.#writer = new KeptWorker({
      name: "writer",
      make: options.startWriter,
      start: (pulse) =>
        ({ type: "start", folder: folder.path, file, version, pulse, journalBytesPerMinute }) satisfies WriterStart,
      // As text: what a structured clone of so many small objects costs is three times as much.
      pack: (jobs): WriterMessage => ({ type: "jobs", jobs: JSON.stringify(jobs) }),
      lane,
      hear: (message) => this.#fromWriter(message),
      casualties,
      nameOf: ({ actor, work }) => work.kind === "command" ? `the command '${work.name}'` : `a query of '${actor.username}'`,
      irreplaceable: true,
      lost: () => {
        this.#endProbe({ ok: false, code: "busy", extras: {} });
        this.#closed?.();
      },
      again: (ready) => this.#afterLoss(ready),
    });
    this.#readers = new Readers(folder.database, options.startReader, casualties);
  }

  /** Opens or makes the database, migrates it, and starts its workers. */
  static async open(options: DatabaseOptions): Promise<DatabaseService> {
    const { folder, application } = options;
    mkdirSync(folder.backups, { recursive: true, mode: 0o700 });
    clearRehearsals(folder);
    const db = openWriter(folder.database);
    try {
      await migrate(db, application.migrations, folder.backups, new Date(options.clock.now()));
    } finally {
      db.close();
    }
    const service = new DatabaseService(options);
    try {
      const [first] = await Promise.all([service.#writer.start(), service.#readers.start()]);
      service.#stats = { ...service.#stats, head: first.type === "ready" ? first.head : 0 };
      return service;
    } catch (error) {
      service.#writer.close();
      service.#readers.close();
      throw error;
    }
  }

  /** The journal's last seq that listeners were told of. */
  get head(): number {
    return this.#stats.head;
  }

  set onCommit(listener: CommitListener) {
    this.#onCommit = listener;
  }

  /** Told of the journal's head when commits before it were lost on the way here: who was to hear of them must look. */
  set onUntold(listener: (head: number) => void) {
    this.#onUntold = listener;
  }

  /** Runs queries that change something, in one transaction; resolves when it is on disk. */
  write(actor: Actor, queries: readonly Query[], batch: boolean, idempotency: WriteJob["idempotency"]): Promise<Written> {
    return this.#write({ actor, work: { kind: "queries", batch, queries }, idempotency });
  }

  /** Runs a command by name; resolves to its output as JSON text when it is on disk. */
  command(name: string, actor: Actor, input: JsonValue, idempotency: WriteJob["idempotency"] = null): Promise<Written> {
    return this.#write({ actor, work: { kind: "command", name, input }, idempotency });
  }

  /** Asks one of the application's questions; resolves to its answer as JSON text. */
  async ask(name: string, actor: Actor, input: JsonValue): Promise<string> {
    return bodyOf(await this.#readers.apart({ kind: "question", name, actor, input }));
  }

  /** Runs one judged select; resolves to its answer as JSON text. */
  async select(role: Role, query: Query, owner: number): Promise<string> {
    return await this.#read({ kind: "select", role, person: owner, query }, role, owner);
  }

  /** Runs a batch that only reads, all of it at one moment; resolves to its answer as JSON text. */
  async selectBatch(role: Role, queries: readonly Query[], owner: number): Promise<string> {
    return await this.#read({ kind: "selects", role, person: owner, queries }, role, owner);
  }

  /** Which records of the journal answer to a search; `owner` is the person asking. */
  async findRecords(search: JournalSearch, owner: number): Promise<Found> {
    return JSON.parse(await this.#read({ kind: "find", search }, "administrateur", owner)) as Found;
  }

  /** Those records, as text. */
  async writeRecords(seqs: readonly number[], form: JournalForm): Promise<string> {
    return bodyOf(await this.#readers.apart({ kind: "records", seqs, form }));
  }

  async #read(job: ReadJob, role: Role, owner: number): Promise<string> {
    const isOwner = role === "administrateur";
    let answer = await (isOwner ? this.#readers.apart(job) : this.#readers.lookUp(job));
    if (answer.ok && "slow" in answer) {
      // It would open what lies there now.
      if (this.#filesLost) throw new AppError("database_unavailable");
      answer = await this.#slow.ask(job, owner, isOwner ? LIMITS.ownerQueryMs : LIMITS.tillQueryMs);
    }
    return bodyOf(answer);
  }

  /** Runs the engine's own SQL, never a client's: a look-up by key. */
  async read<T>(sql: string, ...params: (string | number | null)[]): Promise<T[]> {
    return JSON.parse(bodyOf(await this.#readers.lookUp({ kind: "internal", sql, params }))) as T[];
  }

  /** The same for what reads many rows: no till's look-up waits for it. */
  async readApart<T>(sql: string, ...params: (string | number | null)[]): Promise<T[]> {
    return JSON.parse(bodyOf(await this.#readers.apart({ kind: "internal", sql, params }))) as T[];
  }

  /** Whether the database can be read and written; an answer is believed for a second. */
  healthy(): boolean | Promise<boolean> {
    const now = this.#clock.elapsed();
    // One look at a time: a database that is held makes each of them wait.
    if (this.#probing !== null) {
      const { at, healthy } = this.#probed!;
      return now - at <= LIMITS.healthMs && this.#lastHealth !== null ? this.#lastHealth : healthy;
    }
    if (this.#probed === null || now - this.#probed.at > LIMITS.healthMs) {
      const healthy = this.#probe();
      this.#probed = { at: now, healthy };
      healthy.then((known) => this.#lastHealth = known);
      return healthy;
    }
    return this.#lastHealth ?? this.#probed.healthy;
  }
  #lastHealth: boolean | null = null;
  /** The folder's names lead to other files than those that are open. */
  #filesLost = false;

  /** Figures for `GET /api/metrics`; times in milliseconds, sizes in bytes. */
  metrics() {
    const sorted = [...this.#commitMs].sort((a, b) => a - b);
    const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
    return {
      size_bytes: fileSize(this.#file),
      wal_bytes: fileSize(`${this.#file}-wal`),
      commits: this.#stats.commits,
      writes: this.#stats.writes,
      batch_mean: this.#stats.commits === 0 ? 0 : this.#batched / this.#stats.commits,
      commit_ms: { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) },
      disk_free_bytes: this.#disk?.free ?? null,
      queued: this.#writer.lane.depth + this.#readers.depth,
    };
  }

  /** Ends what is under way, writes the journal's head, closes the file. */
  async close(): Promise<void> {
    this.#slow.close();
    this.#rehearsals.close();
    if (this.#writer.alive) await this.#closeWriter();
    this.#readers.close();
    this.#writer.close();
  }

  /** A writer that is stuck, or ends over it, is waited for no longer. */
  #closeWriter(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    // Lost files are being copied to where they are found: that is waited for as long as a stop may last.
    const timer = setTimeout(resolve, this.#filesLost ? LIMITS.stopMs : LIMITS.closeMs);
    this.#closed = resolve;
    this.#toWriter({ type: "close" });
    return promise.finally(() => clearTimeout(timer));
  }

  async #write(job: WriteJob): Promise<Written> {
    if (this.#disk?.low === true && !this.#isVital(job)) throw new AppError("disk_low", { free_mib: this.#disk.freeMiB });
    let answer = await untilAnswered(() => this.#writer.lane.ask(job));
    if (!answer.ok && "unrehearsed" in answer) {
      await this.#rehearse(job);
      answer = await untilAnswered(() => this.#writer.lane.ask({ ...job, rehearsed: true }));
    }
    if (answer.ok) return answer;
    throw "unrehearsed" in answer ? new Error("a rehearsed write was sent back") : toError(answer);
  }

  /** The engine's own commands are small: sign-ins, ends of sessions, what is noted. */
  #isVital({ work }: WriteJob): boolean {
    return work.kind === "command" && (work.name.startsWith("engine.") || this.#vital.has(work.name));
  }

  /** Tries how long the owner's write searches, where that can be ended: the shop sells on meanwhile. */
  async #rehearse({ actor, work }: WriteJob): Promise<void> {
    if (work.kind !== "queries" || actor.role === null) throw new Error("only queries are rehearsed");
    const answer = await this.#rehearsals.ask({ role: actor.role, queries: work.queries }, actor.userId, LIMITS.ownerQueryMs);
    if (!answer.ok) throw toError(answer);
  }

  #fromWriter(message: FromWriter): void {
    switch (message.type) {
      case "answers": {
        this.#stats = message.stats;
        this.#batched += message.answers.length;
        this.#commitMs.push(message.stats.commitMs);
        if (this.#commitMs.length > 1_000) this.#commitMs.splice(0, 500);
        const jobs = this.#writer.lane.settle(message.answers);
        // After COMMIT, from this one place only.
        this.#onCommit(commitsOf(jobs, message.answers, message.own), message.stats.head);
        return;
      }
      case "probed":
        this.#endProbe(message.failure);
        return;
      case "files":
        this.#filesLost = message.lost;
        if (message.lost) this.#lastHealth = false;
        return;
      case "closed":
        this.#closed?.();
        return;
    }
  }

  async #probe(): Promise<boolean> {
    try {
      if (!this.#writer.alive || !this.#readers.alive) return false;
      const [, failure] = await Promise.all([
        this.read("SELECT count(*) FROM sqlite_schema"),
        new Promise<Failure | null>((resolve) => {
          this.#probing = resolve;
          this.#toWriter({ type: "probe" });
        }),
      ]);
      return failure === null;
    } catch {
      return false;
    }
  }

  #toWriter(message: WriterMessage): void {
    this.#writer.post(message);
  }

  #endProbe(failure: Failure | null): void {
    this.#probing?.(failure);
    this.#probing = null;
  }

  /**
   * Another writer has taken over. A head beyond what was told means that the lost one had committed what
   * it never answered: then nobody may say "not done", and its request's key knows the answer.
   */
  #afterLoss(ready: FromWriter): Error {
    if (ready.type !== "ready" || ready.head === this.#stats.head) return new AppError("busy");
    this.#stats = { ...this.#stats, head: ready.head };
    this.#onUntold(ready.head);
    return new Error("the writer ended between its commit and its answer");
  }
}

/** A command's input is bounded by its own shape. */
function lengthOf({ work }: WriteJob): number {
  return work.kind === "queries" ? queriesChars(work.queries) : 0;
}

/** What a batch changed, and the writer `own` itself meanwhile, in `seq` order. */
function commitsOf(
  jobs: readonly WriteJob[],
  answers: readonly (WriteAnswer | AskAgain)[],
  own: readonly Commit[],
): Commit[] {
  const commits: Commit[] = [...own];
  for (const [index, answer] of answers.entries()) {
    if (!answer.ok || "again" in answer || answer.seq === null || answer.changed === null) continue;
    const { actor: { userId, username, role } } = jobs[index]!;
    commits.push({ seq: answer.seq, at: answer.at, by: { user_id: userId, username, role }, changed: answer.changed });
  }
  return own.length === 0 ? commits : commits.sort((a, b) => a.seq - b.seq);
}

/** The owner's long writes were once tried on copies beside the database: what a crash left of them goes. */
function clearRehearsals(folder: DataFolder): void {
  for (const name of readdirSync(folder.path)) {
    if (/^comptoir\.db\.rehearsal-\d+(?:-wal|-shm|-journal)?$/.test(name)) rmSync(folder.beside(name), { force: true });
  }
}

function bodyOf(answer: ReadAnswer): string {
  if (!answer.ok) throw toError(answer);
  if ("slow" in answer) throw new Error("a read that may be long was not sent where it can be ended");
  return answer.body;
}

function fileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
