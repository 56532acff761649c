/**
 * DatabaseService: all that the rest of the server knows of the database. Writes go to the one
 * writer, reads to readers beside it, slow reads to a process that can be ended.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import type { JsonValue, Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Actor, Application } from "./application.ts";
import type { Clock } from "./clock.ts";
import type { DiskSpace } from "./files/disk_space.ts";
import type { DataFolder } from "./files/folder.ts";
import { Health } from "./health.ts";
import type { WriteJob, Written } from "./jobs.ts";
import { type LongText, textOf, type Travelling } from "./long_text.ts";
import type { PageRow } from "./journal/page.ts";
import type { FoundRecords, JournalSearch } from "./journal/search.ts";
import type { CommandLine } from "./processes/own_process.ts";
import { Readers } from "./reading/readers.ts";
import { Reads } from "./reads.ts";
import { migrate } from "./schema/migrations.ts";
import { readSchema, type Table } from "./schema/schema.ts";
import type { WholeSchema } from "./schema/whole_schema.ts";
import { openWriter } from "./sql/sqlite.ts";
import { Writes } from "./writes.ts";
import { type CommitListener, WriterLane, type WriterLaneOptions } from "./writing/writer_lane.ts";

export interface DatabaseOptions extends WriterLaneOptions {
  readonly application: Application;
  readonly startReader: () => Worker;
  /** How a process is started for slow reads, and one in which the owner's long writes are tried. */
  readonly processes: { readonly reads: CommandLine; readonly rehearsals: CommandLine };
  readonly clock: Clock;
  /** Room on the disk; null where nobody watches it. */
  readonly disk: DiskSpace | null;
  /** What a new database is made of; null where its migrations are to be run. */
  readonly wholeSchema: () => WholeSchema | null;
}

export class DatabaseService {
  readonly #writer: WriterLane;
  readonly #readers: Readers;
  readonly #writes: Writes;
  readonly #reads: Reads;
  readonly #health: Health;
  readonly #disk: DiskSpace | null;
  readonly #file: string;
  #onCommit: CommitListener = () => {};
  #onUntold: (head: number) => void = () => {};

  /** `tables`: those of the application, as they stand while it is open. */
  private constructor(options: DatabaseOptions, readonly tables: readonly Table[]) {
    const { folder, application, processes, clock, casualties, disk } = options;
    this.#disk = disk;
    this.#file = folder.database;
    this.#writer = new WriterLane(options);
    this.#writes = new Writes(this.#writer, disk, application.vital, processes.rehearsals);
    this.#readers = new Readers(folder.database, options.startReader, casualties);
    this.#reads = new Reads(folder.database, this.#readers, processes.reads, tables, this.#writer);
    this.#writer.onCommit = (commits, head) => {
      this.#reads.written(commits);
      this.#onCommit(commits, head);
    };
    this.#writer.onUntold = (head) => {
      this.#reads.forget();
      this.#onUntold(head);
    };
    this.#health = new Health(clock, () => this.#probe());
    this.#writer.onFiles = (lost) => {
      this.#reads.forget();
      if (lost) this.#health.deny();
    };
  }

  /** Opens or makes the database, migrates it, and starts its workers. */
  static async open(options: DatabaseOptions): Promise<DatabaseService> {
    const { folder } = options;
    mkdirSync(folder.backups, { recursive: true, mode: 0o700 });
    clearHalves(folder);
    const service = new DatabaseService(options, await broughtUp(options));
    try {
      await Promise.all([service.#writer.start(), service.#readers.start()]);
      return service;
    } catch (error) {
      await service.close();
      throw error;
    }
  }

  /** The journal's last seq that listeners were told of. */
  get head(): number {
    return this.#writer.stats.head;
  }

  set onCommit(listener: CommitListener) {
    this.#onCommit = listener;
  }

  /** Told of the journal's head when commits before it were lost on the way here: who was to hear of them must look. */
  set onUntold(listener: (head: number) => void) {
    this.#onUntold = listener;
  }

  /** Runs queries that change something, in one transaction; resolves when it is on disk. */
  write(
    actor: Actor,
    queries: readonly Query[],
    batch: boolean,
    idempotency: WriteJob["idempotency"],
  ): Promise<Travelling<Written>> {
    return this.#writes.do({ actor, work: { kind: "queries", batch, queries }, idempotency });
  }

  /** Runs a command by name; resolves to its output as JSON text when it is on disk. */
  async command(name: string, actor: Actor, input: JsonValue, idempotency: WriteJob["idempotency"] = null): Promise<Written> {
    const written = await this.#writes.do({ actor, work: { kind: "command", name, input }, idempotency });
    return { ...written, body: textOf(written.body) };
  }

  /** Asks one of the application's questions; resolves to its answer as JSON text. */
  ask(name: string, actor: Actor, input: JsonValue): Promise<string> {
    return this.#reads.apart({ kind: "question", name, actor, input });
  }

  /** Runs one judged select; resolves to its answer. `isQuiet`: few ask at the moment. */
  select(role: Role, query: Query, person: number, isQuiet: boolean): LongText | Promise<LongText> {
    return this.#reads.select(role, query, person, isQuiet);
  }

  /** Runs a batch that only reads, all of it at one moment; resolves to its answer. */
  selectBatch(role: Role, queries: readonly Query[], person: number): Promise<LongText> {
    return this.#reads.asked({ kind: "selects", role, person, queries }, role, person);
  }

  /** Which records of the journal answer to a search; `owner` is the person asking. */
  async findRecords(search: JournalSearch, owner: number): Promise<FoundRecords> {
    return JSON.parse(textOf(await this.#reads.asked({ kind: "find", search }, "administrateur", owner))) as FoundRecords;
  }

  /** Those records, as JSON with commas between; long ones without most of their changes. */
  pageOfRecords(seqs: readonly number[], row: PageRow): Promise<string> {
    return this.#reads.apart({ kind: "page", seqs, row });
  }

  /** One record whole, as JSON; `null` where there is none. */
  record(seq: number): Promise<string> {
    return this.#reads.apart({ kind: "record", seq });
  }

  /** Runs the engine's own SQL, never a client's: a look-up by key. */
  async read<T>(sql: string, ...params: (string | number | null)[]): Promise<T[]> {
    return JSON.parse(await this.#reads.lookUp({ kind: "internal", sql, params })) as T[];
  }

  /** The same for what reads many rows: no till's look-up waits for it. */
  async readApart<T>(sql: string, ...params: (string | number | null)[]): Promise<T[]> {
    return JSON.parse(await this.#reads.apart({ kind: "internal", sql, params })) as T[];
  }

  /** Whether the database can be read and written. */
  healthy(): boolean | Promise<boolean> {
    return this.#health.healthy();
  }

  /** Figures for `GET /api/metrics`; times in milliseconds, sizes in bytes. */
  metrics() {
    const { stats: { commits, writes }, figures, depth } = this.#writer;
    return {
      size_bytes: fileSize(this.#file),
      wal_bytes: fileSize(`${this.#file}-wal`),
      commits,
      writes,
      batch_mean: figures.mean(commits),
      commit_ms: figures.quantiles(),
      disk_free_bytes: this.#disk?.free ?? null,
      queued: depth + this.#readers.depth,
    };
  }

  /** How many wait for whom. */
  get queues(): { readonly writer: number; readonly readers: number } {
    return { writer: this.#writer.depth, readers: this.#readers.depth };
  }

  /** Ends what is under way, writes the journal's head, closes the file. */
  async close(): Promise<void> {
    this.#writes.close();
    this.#reads.endSlow();
    await this.#writer.close();
    this.#reads.close();
    this.#writer.letGo();
  }

  async #probe(): Promise<boolean> {
    if (!this.#writer.alive || !this.#readers.alive) return false;
    const [, failure] = await Promise.all([this.read("SELECT count(*) FROM sqlite_schema"), this.#writer.probe()]);
    return failure === null;
  }
}

/** Brings the file to the program's schema; resolves to its tables. */
async function broughtUp({ folder, application, clock, wholeSchema }: DatabaseOptions): Promise<readonly Table[]> {
  const db = openWriter(folder.database);
  try {
    await migrate(db, application.migrations, folder.backups, new Date(clock.now()), wholeSchema);
    return readSchema(db);
  } finally {
    db.close();
  }
}

/** A head or key that was being written, or a copy on which the owner's long write was once tried: what a crash left of them. */
const HALVES = /^(?:[\w-]+\.(?:head|key)\.part|comptoir\.db\.rehearsal-\d+(?:-wal|-shm|-journal)?)$/;

function clearHalves(folder: DataFolder): void {
  for (const name of readdirSync(folder.path)) if (HALVES.test(name)) rmSync(folder.beside(name), { force: true });
}

function fileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
