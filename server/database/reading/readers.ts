/**
 * The readers beside the writer. One serves the tills' look-ups, for together they make large batches; when it is at one
 * thing for long, a second does the others meanwhile. One apart serves what the owner and the shop's screens ask, and replays.
 */
import { LIMITS } from "../../../shared/limits.ts";
import type { Casualties } from "../workers/casualties.ts";
import type { ReadAnswer, ReadJob } from "../jobs.ts";
import type { Travelling } from "../long_text.ts";
import { queriesChars } from "../sql/values.ts";
import { KeptWorker } from "../workers/kept_worker.ts";
import type { Asked } from "../workers/lane.ts";
import type { FromReader, ReaderStart } from "./reader_worker.ts";

type Answer = Travelling<ReadAnswer>;
type ReaderWorker = KeptWorker<ReadJob, Answer, FromReader>;

export class Readers {
  readonly #first: ReaderWorker;
  readonly #second: ReaderWorker;
  readonly #apart: ReaderWorker;
  /** What the second was asked in the first one's place. */
  readonly #lent = new WeakSet<Asked<ReadJob, Answer>>();
  #watch: ReturnType<typeof setTimeout> | null = null;
  /** The first one's pulse when it was last looked at, and whether it had not moved then. */
  #beats = -1;
  #heldUp = false;

  constructor(database: string, make: () => Worker, casualties: Casualties) {
    this.#first = reader("first reader", database, make, casualties);
    this.#second = reader("second reader", database, make, casualties);
    this.#apart = reader("reader apart", database, make, casualties);
  }

  /** Resolves when there is one; the others come a while later: the one apart or when it is asked first, the second or when the first is held up. */
  async start(): Promise<void> {
    await this.#first.start();
    this.#second.startLater();
    this.#apart.startLater();
  }

  /** A till's look-up. */
  lookUp(job: ReadJob): Promise<Answer> {
    if (this.#heldUp || !this.#first.alive) return this.#askSecond(job);
    this.#watch ??= setTimeout(() => this.#look(), LIMITS.heldUpMs);
    return this.#first.lane.ask(job);
  }

  /** What tills do not wait for. */
  apart(job: ReadJob): Promise<Answer> {
    this.#apart.startBeside();
    return this.#apart.lane.ask(job);
  }

  get alive(): boolean {
    return this.#first.alive || this.#second.alive;
  }

  get depth(): number {
    return this.#first.lane.depth + this.#second.lane.depth + this.#apart.lane.depth;
  }

  close(): void {
    if (this.#watch !== null) clearTimeout(this.#watch);
    for (const worker of [this.#first, this.#second, this.#apart]) worker.close();
  }

  /** Looks whether the first is at the same thing as before; then all else that it was asked is asked of the second as well. */
  #look(): void {
    const beat = this.#first.beat;
    // A worker that was interrupted leaves its last beat behind: with nothing asked of it, nobody is held up.
    const asked = this.#first.alive && this.#first.lane.depth > 0;
    this.#heldUp = asked && beat !== null && beat.limitMs !== null && beat.beats === this.#beats;
    this.#beats = beat?.beats ?? -1;
    if (this.#heldUp) this.#lend();
    this.#watch = this.#first.lane.depth === 0 ? null : setTimeout(() => this.#look(), LIMITS.heldUpMs);
  }

  #askSecond(job: ReadJob): Promise<Answer> {
    this.#second.startBeside();
    return this.#second.lane.ask(job);
  }

  #lend(): void {
    for (const asked of this.#first.beside) {
      if (this.#lent.has(asked)) continue;
      this.#lent.add(asked);
      // Reading twice changes nothing, and the first answer counts. Refused here, it still has its place there.
      this.#askSecond(asked.job).then(asked.resolve, () => {});
    }
  }
}

function lengthOf(job: ReadJob): number {
  return job.kind === "select" ? queriesChars([job.query]) : job.kind === "selects" ? queriesChars(job.queries) : 0;
}

function reader(name: string, database: string, make: () => Worker, casualties: Casualties): ReaderWorker {
  const worker: ReaderWorker = new KeptWorker({
    name,
    make,
    start: (pulse) => ({ type: "start", database, pulse }) satisfies ReaderStart,
    pack: (jobs) => JSON.stringify(jobs),
    lane: { capacity: LIMITS.queuedRequests, batch: LIMITS.groupCommit, ready: LIMITS.readyBatch, lengthOf },
    hear: (message) => {
      if (message.type === "answers") worker.lane.settle(message.answers);
    },
    casualties,
  });
  return worker;
}
