/**
 * Writes that must not be lost: each is stored before it is sent, under an Idempotency-Key of its
 * own, and sent again with that key until the server has answered. One storage item per write: two
 * tabs share the storage without a lock, and a list would lose what the other one adds meanwhile.
 */
import { Failure } from "./failure.ts";
import { Listeners } from "./listeners.ts";
import { Backoff, Pause } from "./pause.ts";
import type { KeyValueStore, Platform } from "./platform.ts";

const PREFIX = "comptoir.outbox.";
/** Writes that may wait on one machine, and characters of one of them: browsers give a page about 5 million. */
export const OUTBOX_ENTRIES = 500;
export const OUTBOX_ENTRY_CHARS = 200_000;
/** Milliseconds that another tab is left to send what it has stored. */
const OTHER_TAB_MS = 3_000;

export interface Entry {
  /** The Idempotency-Key. */
  readonly key: string;
  /** Whose write it is: it goes out under that person's session only. */
  readonly user_id: number;
  /** Rises with each write of this machine. */
  readonly order: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly path: string;
  readonly body: unknown;
}

/** `refused`: the server has decided against it. `gone`: another tab sent it, or a person dropped it. */
export type Outcome =
  | { readonly kind: "done"; readonly entry: Entry; readonly answer: unknown }
  | { readonly kind: "refused"; readonly entry: Entry; readonly failure: Failure }
  | { readonly kind: "gone"; readonly entry: Entry };

export interface OutboxOwner {
  /** Whose session is open; null for nobody's. */
  userId(): number | null;
  /** Sends one write; throws a Failure. */
  send(entry: Entry): Promise<unknown>;
}

export class Outbox {
  /** Everything that waits here, in order, whoever it belongs to. */
  readonly pending = new Listeners<readonly Entry[]>();
  readonly settled = new Listeners<Outcome>();
  readonly #storage: KeyValueStore;
  readonly #pause: Pause;
  readonly #backoff: Backoff;
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  #running = false;
  #stopped = false;
  #stopNotice: () => void = () => {};

  constructor(readonly platform: Platform, readonly newKey: () => string, readonly owner: OutboxOwner) {
    this.#storage = platform.storage;
    this.#pause = new Pause(platform);
    this.#backoff = new Backoff(platform.random);
  }

  /**
   * Stores a write in the open session's name and sends it as soon as its turn comes. `settled` never
   * rejects, and stays open while the write waits. Throws `outbox_full` when it cannot be stored, and
   * `unauthenticated` when nobody is signed in.
   */
  add(path: string, body: unknown): { readonly entry: Entry; readonly settled: Promise<Outcome> } {
    const userId = this.owner.userId();
    if (userId === null) throw new Failure("unauthenticated");
    const entries = this.list();
    const entry: Entry = {
      key: this.newKey(),
      user_id: userId,
      order: (entries.at(-1)?.order ?? 0) + 1,
      at: this.platform.wallClock(),
      path,
      body,
    };
    const text = JSON.stringify(entry);
    if (entries.length >= OUTBOX_ENTRIES || text.length > OUTBOX_ENTRY_CHARS) throw new Failure("outbox_full");
    try {
      this.#storage.setItem(PREFIX + entry.key, text);
    } catch {
      throw new Failure("outbox_full");
    }
    const settled = new Promise<Outcome>((resolve) => this.#waiting.set(entry.key, resolve));
    this.refresh();
    this.resume();
    return { entry, settled };
  }

  list(): Entry[] {
    const entries: Entry[] = [];
    for (let at = 0; at < this.#storage.length; at++) {
      const key = this.#storage.key(at);
      const entry = key?.startsWith(PREFIX) ? this.#read(key) : null;
      if (entry !== null) entries.push(entry);
    }
    return entries.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
  }

  /** Drops a write that a person no longer wants sent. It may have reached the server already. */
  discard(key: string): void {
    const entry = this.#read(PREFIX + key);
    if (entry !== null) this.#settle({ kind: "gone", entry });
  }

  /** Tells the listeners what waits. */
  refresh(): void {
    this.pending.emit(this.list());
  }

  /** Another tab has changed what waits. What it leaves, because it was closed, goes out from here. */
  noticed(): void {
    this.refresh();
    this.#stopNotice();
    this.#stopNotice = this.platform.after(OTHER_TAB_MS, () => this.resume());
  }

  /** Starts sending, or tries again now rather than after the present wait. */
  resume(): void {
    this.#pause.cutShort();
    if (this.#running || this.#stopped) return;
    this.#running = true;
    this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopNotice();
    this.#pause.cutShort();
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopped) {
        // Read anew each time: the other tab adds and removes too, and people change.
        const entry = this.#next();
        if (entry === null) return this.#settleGone();
        const outcome = await this.#send(entry);
        if (this.#stopped) return;
        if (!(outcome instanceof Failure)) {
          this.#backoff.reset();
          this.#settle(outcome);
        } else if (!outcome.endsSession) {
          await this.#pause.wait(outcome.retryAfterS === null ? this.#backoff.next() : outcome.retryAfterS * 1000);
        }
      }
    } finally {
      // At once with the return: what is added in the next moment must find nobody running.
      this.#running = false;
    }
  }

  /** A Failure means: not decided, keep it. */
  async #send(entry: Entry): Promise<Outcome | Failure> {
    try {
      return { kind: "done", entry, answer: await this.owner.send(entry) };
    } catch (error) {
      const failure = Failure.from(error);
      return failure.mayPass || failure.endsSession ? failure : { kind: "refused", entry, failure };
    }
  }

  #next(): Entry | null {
    const userId = this.owner.userId();
    return userId === null ? null : this.list().find((entry) => entry.user_id === userId) ?? null;
  }

  #settle(outcome: Outcome): void {
    const { key } = outcome.entry;
    this.#storage.removeItem(PREFIX + key);
    this.#waiting.get(key)?.(outcome);
    this.#waiting.delete(key);
    this.settled.emit(outcome);
    this.refresh();
  }

  /** What another tab has sent is no longer waited for here. */
  #settleGone(): void {
    for (const [key, resolve] of this.#waiting) {
      if (this.#read(PREFIX + key) !== null) continue;
      this.#waiting.delete(key);
      resolve({ kind: "gone", entry: { key, user_id: 0, order: 0, at: 0, path: "", body: null } });
    }
  }

  #read(storageKey: string): Entry | null {
    try {
      return JSON.parse(this.#storage.getItem(storageKey) ?? "null") as Entry | null;
    } catch {
      // Not written by this class; it must not keep the rest from going out.
      return null;
    }
  }
}
