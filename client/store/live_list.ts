/** Rows on the screen that follow the server: fetched, and fetched again whenever their tables change. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { Failure } from "./failure.ts";
import type { Stop } from "./listeners.ts";
import type { NetworkClient } from "./network_client.ts";

/** Milliseconds until a fetch that failed without a decision is tried again. */
const RETRY_MS = 2_000;

export class LiveList<T> {
  readonly #rows = signal<readonly T[] | null>(null);
  readonly #failure = signal<Failure | null>(null);
  #stops: Stop[] = [];
  #stopRetry: Stop = () => {};
  #fetching = false;
  #stale = false;
  /** Tells the answers of an earlier `start` from those of the present one. */
  #run = 0;

  /** `fetch` answers all rows, or throws a Failure. */
  constructor(readonly client: NetworkClient, readonly tables: readonly string[], readonly fetch: () => Promise<readonly T[]>) {}

  /** Null until the first answer. */
  get rows(): ReadonlySignal<readonly T[] | null> {
    return this.#rows;
  }
  /** Why the rows shown may be old; null when they are not. */
  get failure(): ReadonlySignal<Failure | null> {
    return this.#failure;
  }

  start(): void {
    this.stop();
    this.#stops = [
      this.client.onChange(this.tables, () => this.refresh()),
      this.client.onReset(() => this.refresh()),
      this.client.onState(({ phase }) => {
        if (phase === "ready" && this.#failure.peek()?.mayPass) this.refresh();
      }),
    ];
    this.refresh();
  }

  stop(): void {
    this.#run += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#stopRetry();
    this.#fetching = this.#stale = false;
    this.#rows.value = null;
    this.#failure.value = null;
  }

  /** One fetch at a time; what changes during one is fetched by one more, however much it is. */
  async refresh(): Promise<void> {
    this.#stale = true;
    if (this.#fetching) return;
    this.#fetching = true;
    const run = this.#run;
    while (this.#stale) {
      this.#stale = false;
      try {
        const rows = await this.fetch();
        if (run !== this.#run) return;
        this.#rows.value = rows;
        this.#failure.value = null;
      } catch (error) {
        if (run !== this.#run) return;
        this.#failed(Failure.from(error));
      }
    }
    this.#fetching = false;
  }

  /** While the server is away, coming back is what makes it fetch again. */
  #failed(failure: Failure): void {
    this.#failure.value = failure;
    this.#stopRetry();
    if (!failure.mayPass || this.client.state.phase !== "ready") return;
    this.#stopRetry = this.client.platform.after(RETRY_MS, () => this.refresh());
  }
}
