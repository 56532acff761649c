/** The one writer, seen from the main thread: its Worker, what it was asked, what it has committed, and how it is closed. */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { HeldFile } from "../files/file_head.ts";
import { identityAt } from "../files/file_identity.ts";
import type { DataFolder } from "../files/folder.ts";
import type { Commit, Failure, WriteAnswer, WriteJob, WriterMessage, WriterStats } from "../jobs.ts";
import type { Travelling } from "../long_text.ts";
import { queriesChars } from "../sql/values.ts";
import type { Casualties } from "../workers/casualties.ts";
import { KeptWorker } from "../workers/kept_worker.ts";
import { CommitFigures } from "./commit_figures.ts";
import { HeavyTexts } from "./heavy_texts.ts";
import type { FromWriter, WriterStart } from "./writer_worker.ts";

/** Told, in order and once each, of what was committed; `head` is the journal's last seq. */
export type CommitListener = (commits: readonly Commit[], head: number) => void;

export interface WriterLaneOptions {
  readonly folder: DataFolder;
  readonly version: string;
  readonly startWriter: () => Worker;
  readonly casualties: Casualties;
  /** What a till's person may write into the journal; null for no limit. */
  readonly journalBytesPerMinute: number | null;
}

export class WriterLane {
  readonly figures = new CommitFigures();
  onCommit: CommitListener = () => {};
  /** Told of the journal's head when commits before it were lost on the way here: who was to hear of them must look. */
  onUntold: (head: number) => void = () => {};
  /** Told when the folder's names lead to other files than those that are open, and when they lead there again. */
  onFiles: (lost: boolean) => void = () => {};
  readonly #worker: KeptWorker<WriteJob, Travelling<WriteAnswer>, FromWriter>;
  #stats: WriterStats = { commits: 0, writes: 0, commitMs: 0, head: 0 };
  readonly #held: HeldFile;
  readonly #heavy = new HeavyTexts();
  #filesLost = false;
  /** Whether a writer was lost of which nobody knows yet what it had committed. */
  #inDoubt = false;
  #probing: ((failure: Failure | null) => void) | null = null;
  #closed: (() => void) | null = null;

  constructor({ folder, version, startWriter, casualties, journalBytesPerMinute }: WriterLaneOptions) {
    const file = identityAt(folder.database) ?? "";
    this.#held = new HeldFile(folder.database);
    this.#worker = new KeptWorker({
      name: "writer",
      make: startWriter,
      start: (pulse) =>
        ({
          type: "start",
          folder: folder.path,
          file,
          head: this.#held.newQuestion(),
          version,
          pulse,
          journalBytesPerMinute,
        }) satisfies WriterStart,
      // As text: what a structured clone of so many small objects costs is three times as much.
      pack: (jobs): WriterMessage => ({ type: "jobs", jobs: JSON.stringify(jobs) }),
      lane: {
        capacity: LIMITS.queuedRequests,
        batch: LIMITS.groupCommit,
        ready: LIMITS.readyBatch,
        lengthOf,
        weightOf: (job) => this.#heavy.weightOf(job),
      },
      hear: (message) => this.#hear(message),
      casualties,
      nameOf: ({ actor, work }) => work.kind === "command" ? `the command '${work.name}'` : `a query of '${actor.username}'`,
      irreplaceable: true,
      lost: () => {
        this.#inDoubt = true;
        this.#endProbe({ ok: false, code: "busy", extras: {} });
        this.#closed?.();
      },
      again: (ready) => this.#afterLoss(ready),
    });
  }

  async start(): Promise<void> {
    const first = await this.#worker.start();
    this.#stats = { ...this.#stats, head: first.type === "ready" ? first.head : 0 };
  }

  ask(job: WriteJob): Promise<Travelling<WriteAnswer>> {
    return this.#worker.lane.ask(job);
  }

  /** The journal's last seq that listeners were told of, and what was committed until then. */
  get stats(): WriterStats {
    return this.#stats;
  }

  get alive(): boolean {
    return this.#worker.alive;
  }

  get depth(): number {
    return this.#worker.lane.depth;
  }

  /** Whether it is at nothing, and all that it committed was told: what it commits to files that are lost is not. */
  get isIdle(): boolean {
    return this.#worker.alive && !this.#inDoubt && !this.#filesLost && this.#worker.lane.depth === 0;
  }

  /** The folder's names lead to other files than those that are open. */
  get filesLost(): boolean {
    return this.#filesLost;
  }

  /** Whether the file can be written; null says that it can. One at a time. */
  probe(): Promise<Failure | null> {
    return new Promise((resolve) => {
      this.#probing = resolve;
      this.#post({ type: "probe" });
    });
  }

  /** Writes the journal's head and closes the file. A writer that is stuck, or ends over it, is waited for no longer. */
  async close(): Promise<void> {
    if (this.#worker.alive) {
      const { promise, resolve } = Promise.withResolvers<void>();
      // Lost files are being copied to where they are found: that is waited for as long as a stop may last.
      const timer = setTimeout(resolve, this.#filesLost ? LIMITS.stopMs : LIMITS.closeMs);
      this.#closed = resolve;
      this.#post({ type: "close" });
      await promise.finally(() => clearTimeout(timer));
    }
    this.#worker.close();
  }

  /** Once nobody reads the database any more. */
  letGo(): void {
    this.#held.close();
  }

  #post(message: WriterMessage): void {
    this.#worker.post(message);
  }

  #hear(message: FromWriter): void {
    switch (message.type) {
      case "answers": {
        this.#stats = message.stats;
        this.figures.add(message.answers.length, message.stats.commitMs);
        const jobs = this.#worker.lane.settle(message.answers);
        for (const [at, job] of jobs.entries()) this.#heavy.learn(job, message.answers[at]!);
        // After COMMIT, from this one place only.
        this.onCommit(commitsOf(jobs, message.answers, message.own), message.stats.head);
        return;
      }
      case "probed":
        return this.#endProbe(message.failure);
      case "head":
        return this.#held.answer(message.number);
      case "files":
        this.#filesLost = message.lost;
        this.onFiles(message.lost);
        return;
      case "closed":
        this.#closed?.();
        return;
    }
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
    this.#inDoubt = false;
    if (ready.type !== "ready" || ready.head === this.#stats.head) return new AppError("busy");
    this.#stats = { ...this.#stats, head: ready.head };
    this.onUntold(ready.head);
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
  answers: readonly Travelling<WriteAnswer>[],
  own: readonly Commit[],
): Commit[] {
  const commits: Commit[] = [...own];
  for (const [index, answer] of answers.entries()) {
    if (!answer.ok || answer.seq === null || answer.changed === null) continue;
    const { actor: { userId, username, role } } = jobs[index]!;
    commits.push({ seq: answer.seq, at: answer.at, by: { user_id: userId, username, role }, changed: answer.changed });
  }
  return own.length === 0 ? commits : commits.sort((a, b) => a.seq - b.seq);
}
