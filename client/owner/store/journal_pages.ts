/** What the journal says of something, newest first: a page, then older ones when they are asked for, and what comes meanwhile. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { fetchRecords, type JournalQuery, type JournalRecord } from "./journal_records.ts";

/** Milliseconds after which it is asked again while it follows: sign-ins and refusals are told by no commit. */
const FOLLOW_MS = 5_000;
/** Milliseconds in which what commits is gathered. */
const GATHER_MS = 300;

export class JournalPages {
  readonly #records = signal<readonly JournalRecord[] | null>(null);
  readonly #failure = signal<Failure | null>(null);
  readonly #more = signal(false);
  readonly #busy = signal(false);
  #query: JournalQuery;
  #next: number | null = null;
  #stopFollowing: Stop | null = null;
  #stopTimer: Stop | null = null;
  /** Tells the answers of an earlier search from those of the present one. */
  #run = 0;

  /** Changes of these tables are looked up at once while it follows. */
  constructor(
    readonly client: NetworkClient,
    readonly tables: readonly string[],
    query: JournalQuery,
    readonly pageSize: number,
  ) {
    this.#query = query;
  }

  /** Null until the first answer. */
  get records(): ReadonlySignal<readonly JournalRecord[] | null> {
    return this.#records;
  }
  get failure(): ReadonlySignal<Failure | null> {
    return this.#failure;
  }
  /** Whether there are older ones. */
  get more(): ReadonlySignal<boolean> {
    return this.#more;
  }
  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  search(query: JournalQuery): void {
    this.#query = query;
    this.#records.value = null;
    this.#more.value = false;
    this.#run += 1;
    void this.#ask(null);
  }

  older(): void {
    if (this.#next !== null && !this.#busy.peek()) void this.#ask(this.#next);
  }

  /** Goes on by itself from now on. */
  follow(): void {
    this.unfollow();
    const stops = [
      this.client.onChange(this.tables, () => this.#soon(GATHER_MS)),
      this.client.onReset(() => this.#soon(GATHER_MS)),
    ];
    this.#stopFollowing = () => stops.forEach((stop) => stop());
    this.#soon(FOLLOW_MS);
  }

  unfollow(): void {
    this.#stopFollowing?.();
    this.#stopTimer?.();
    this.#stopFollowing = this.#stopTimer = null;
  }

  start(): void {
    this.search(this.#query);
    this.follow();
  }

  stop(): void {
    this.#run += 1;
    this.unfollow();
  }

  /** The earliest of what was asked for. */
  #soon(ms: number): void {
    this.#stopTimer?.();
    this.#stopTimer = this.client.platform.after(ms, async () => {
      if (this.#records.peek() !== null || this.#failure.peek() !== null) await this.#ask(null);
      if (this.#stopFollowing !== null) this.#soon(FOLLOW_MS);
    });
  }

  async #ask(before: number | null): Promise<void> {
    const run = this.#run;
    this.#busy.value = true;
    try {
      const page = await fetchRecords(this.client, this.#query, before, this.pageSize);
      if (run !== this.#run) return;
      this.#failure.value = null;
      this.#take(page.records, page.next_before, before);
    } catch (error) {
      if (run === this.#run) this.#failure.value = Failure.from(error);
    } finally {
      if (run === this.#run) this.#busy.value = false;
    }
  }

  #take(found: readonly JournalRecord[], next: number | null, before: number | null): void {
    const known = this.#records.peek() ?? [];
    if (before !== null) {
      this.#records.value = [...known, ...found];
    } else {
      const newest = known[0]?.seq ?? -1;
      const fresh = found.filter(({ seq }) => seq > newest);
      // More came than a page holds: what lies between is not known, so the list begins anew.
      const gap = known.length > 0 && fresh.length === found.length && next !== null;
      if (known.length > 0 && !gap) {
        if (fresh.length > 0) this.#records.value = [...fresh, ...known];
        return;
      }
      this.#records.value = found;
    }
    this.#next = next;
    this.#more.value = next !== null;
  }
}
