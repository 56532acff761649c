/** Rows on the screen that follow the server: fetched once, then what commits name, gathered, however many commits there are. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { DataChangeMessage } from "../../shared/protocol.ts";
import { Failure } from "./failure.ts";
import type { Stop } from "./listeners.ts";
import type { NetworkClient } from "./network_client.ts";
import { Retry } from "./retry.ts";
import type { RowId } from "./row_ids.ts";

/** Milliseconds that the first fetch waits for the connection: what is fetched before it has to be fetched again. */
const CONNECTION_MS = 1_000;
/** Milliseconds between two fetches that changes ask for, a quarter more or less: what changes meanwhile is gathered. */
const GATHER_MS = 500;
/** Milliseconds over which the devices that hear of one commit spread what they ask. */
const SPREAD_MS = 50;
/** Rows fetched by their ids; of more, all are fetched again. */
const SOME = 100;

/** A list whose rows can be fetched by their ids. */
export interface Keyed<T> {
  /** Its own table. What changes in the others it follows may show in any row. */
  readonly table: string;
  /** Rows that it holds at most: the first in their order. */
  readonly limit: number;
  readonly sort: (rows: readonly T[]) => readonly T[];
  /** Whether a row is as it was: then it stays the same object, and so does the list if all did. */
  readonly same?: (a: T, b: T) => boolean;
}

export class LiveList<T> {
  readonly #rows = signal<readonly T[] | null>(null);
  readonly #failure = signal<Failure | null>(null);
  readonly #retry: Retry;
  #stops: Stop[] = [];
  /** What will fetch next; null when nothing is to be fetched. */
  #stopTimer: Stop | null = null;
  #fetching: Promise<void> | null = null;
  /** What is to be fetched. */
  #stale: "all" | Set<RowId> = new Set();
  /** When the last fetch began. */
  #begun = -Infinity;
  /** Tells the answers of an earlier `start` from those of the present one. */
  #run = 0;

  /** `fetch` answers all rows, or those of these ids that belong to the list; or it throws a Failure. */
  constructor(
    readonly client: NetworkClient,
    readonly tables: readonly string[],
    readonly fetch: (ids?: readonly RowId[]) => Promise<readonly T[]>,
    readonly keyed: Keyed<T & { readonly id: RowId }> | null = null,
  ) {
    this.#retry = new Retry(client.platform);
  }

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
      this.client.onChange(this.tables, (message) => this.#changed(message)),
      this.client.onReset(() => this.refresh()),
      this.client.onState(({ phase }) => {
        if (phase === "ready" && this.#failure.peek()?.mayPass) this.refresh();
      }),
    ];
    if (this.client.state.phase === "ready") this.refresh();
    else this.#after(CONNECTION_MS);
  }

  stop(): void {
    this.#run += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#stopTimer?.();
    this.#stopTimer = this.#fetching = null;
    this.#stale = new Set();
    this.#rows.value = null;
    this.#failure.value = null;
  }

  /** Fetches everything, or these rows; resolves when what was fetched after this call is there, or has failed. */
  async refresh(ids?: readonly RowId[]): Promise<void> {
    const run = this.#run;
    if (ids === undefined) this.#stale = "all";
    else if (this.#stale !== "all") { for (const id of ids) this.#stale.add(id); }
    const earlier = this.#fetching;
    if (earlier !== null) await earlier;
    if (run === this.#run) await (this.#fetching ?? this.#fetch());
  }

  #changed({ changes, truncated }: DataChangeMessage): void {
    for (const { table, key } of changes) {
      if (this.#stale === "all") break;
      if (table === this.keyed?.table) this.#stale.add(key["id"] as RowId);
      else if (this.tables.includes(table)) this.#stale = "all";
    }
    if (truncated === true || this.#stale !== "all" && this.#stale.size > SOME) this.#stale = "all";
    if (this.#fetching === null) this.#later();
  }

  /** A lone change is shown at once; of many in a row, those of half a second together. */
  #later(): void {
    if (this.#stopTimer !== null) return;
    const { now, random } = this.client.platform;
    this.#after(Math.max(random() * SPREAD_MS, this.#begun + GATHER_MS * (0.75 + random() / 2) - now()));
  }

  #after(ms: number): void {
    this.#stopTimer = this.client.platform.after(ms, () => this.#fetch());
  }

  /** One at a time. */
  #fetch(): Promise<void> {
    this.#stopTimer?.();
    this.#stopTimer = null;
    const run = this.#run;
    const fetching = this.#perform(run).then(() => {
      if (run !== this.#run) return;
      this.#fetching = null;
      if (this.#failure.peek() === null && (this.#stale === "all" || this.#stale.size > 0)) this.#later();
    });
    return this.#fetching = fetching;
  }

  async #perform(run: number): Promise<void> {
    const ids = this.#stale === "all" || this.keyed === null || this.#rows.peek() === null ? undefined : [...this.#stale];
    this.#stale = new Set();
    this.#begun = this.client.platform.now();
    try {
      const rows = await this.fetch(ids);
      if (run !== this.#run) return;
      this.#take(rows, ids);
      this.#failure.value = null;
      this.#retry.reset();
    } catch (error) {
      if (run === this.#run) this.#failed(Failure.from(error));
    }
  }

  #take(fetched: readonly T[], ids: readonly RowId[] | undefined): void {
    if (this.keyed === null) return void (this.#rows.value = fetched);
    type Row = T & { readonly id: RowId };
    const { limit, sort, same } = this.keyed;
    const before = (this.#rows.peek() ?? []) as readonly Row[];
    const wanted = new Set(ids);
    const [kept, old] = ids === undefined
      ? [[], before]
      : [before.filter(({ id }) => !wanted.has(id)), before.filter(({ id }) => wanted.has(id))];
    const known = new Map(old.map((row) => [row.id, row]));
    const fresh = (fetched as readonly Row[]).map((row) => {
      const was = known.get(row.id);
      return was !== undefined && same?.(was, row) ? was : row;
    });
    const gone = old.length - fresh.filter(({ id }) => known.has(id)).length;
    // What comes next behind a full list is not known here.
    if (ids !== undefined && before.length >= limit && gone > 0) this.#stale = "all";
    if (this.#rows.peek() === null || gone > 0 || fresh.some((row) => known.get(row.id) !== row)) {
      this.#rows.value = sort([...kept, ...fresh]).slice(0, limit);
    }
  }

  /** What was not fetched is not known: the next time everything is. While the server is away, coming back makes it fetch again. */
  #failed(failure: Failure): void {
    this.#failure.value = failure;
    this.#stale = "all";
    if (failure.mayPass && this.client.state.phase === "ready") this.#after(this.#retry.next(failure));
  }
}
