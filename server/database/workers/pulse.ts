/**
 * A worker's pulse: in memory that both threads see, the worker says what it has begun and how long
 * that may take. A thread inside SQLite hears no message, so whoever watches it can only look.
 */
const BEATS = 0;
const LIMIT_MS = 1;
const JOB = 2;

/** What a look at the pulse finds. */
export interface Beat {
  /** Goes up by one with each thing that is begun or ended. */
  readonly beats: number;
  /** Milliseconds that what is under way may take; null when the worker waits for work. */
  readonly limitMs: number | null;
  /** Which job of its batch is under way; null for what is none. */
  readonly job: number | null;
}

export class Pulse {
  readonly #cells: Int32Array;

  constructor(readonly memory = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) {
    this.#cells = new Int32Array(memory);
  }

  /** The worker's side: from now on it is at something that takes no longer than this. */
  begin(limitMs: number, job = -1): void {
    Atomics.store(this.#cells, LIMIT_MS, limitMs);
    Atomics.store(this.#cells, JOB, job);
    Atomics.add(this.#cells, BEATS, 1);
  }

  /** The worker's side: it waits for work. */
  rest(): void {
    this.begin(0);
  }

  /** The watcher's side; null when the worker was just changing it, which is a sign of life too. */
  look(): Beat | null {
    const beats = Atomics.load(this.#cells, BEATS);
    const limitMs = Atomics.load(this.#cells, LIMIT_MS);
    const job = Atomics.load(this.#cells, JOB);
    if (Atomics.load(this.#cells, BEATS) !== beats) return null;
    return { beats, limitMs: limitMs === 0 ? null : limitMs, job: job < 0 ? null : job };
  }
}
