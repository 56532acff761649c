/**
 * Writes that must not be lost: each is stored before it is sent, under an Idempotency-Key of its
 * own, and sent again with that key until the server has answered. What the server will not take
 * stays, with the reason, until a person decides about it.
 */
import { Failure } from "./failure.ts";
import { Listeners } from "./listeners.ts";
import { type Entry, inOrder, type Outcome, sendable } from "./entry.ts";
import type { Platform } from "./platform.ts";
import { Sending } from "./sending.ts";
import { Shelf } from "./shelf.ts";

/** Writes that may wait on one machine, and characters of one of them: browsers give a page about 5 million. */
export const OUTBOX_ENTRIES = 500;
export const OUTBOX_ENTRY_CHARS = 200_000;
/** Milliseconds that another tab is left to send what it has stored. */
const OTHER_TAB_MS = 3_000;

export interface Added {
  readonly entry: Entry;
  /** Never rejects; stays open while the write waits or is stuck. */
  readonly settled: Promise<Outcome>;
}

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
  readonly #shelf: Shelf<Entry>;
  readonly #sending: Sending;
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  #held = false;
  #stopNotice: () => void = () => {};

  constructor(readonly platform: Platform, readonly newKey: () => string, readonly owner: OutboxOwner) {
    this.#shelf = new Shelf(platform.storage, "comptoir.outbox.");
    this.#sending = new Sending(platform, {
      next: () => this.#next(),
      send: (entry) => owner.send(entry),
      decided: (outcome) => {
        if (outcome.kind === "refused" || outcome.kind === "stuck") this.#keep(outcome.entry, outcome);
        else this.#settle(outcome);
      },
      idle: () => this.#settleGone(),
    });
  }

  /**
   * Stores a write in the open session's name and sends it as soon as its turn comes. Throws
   * `outbox_full` when it cannot be stored, and `unauthenticated` when nobody is signed in.
   */
  add(path: string, body: unknown, group?: string): Added {
    return this.addAll([{ path, body }], group)[0]!;
  }

  /** The same for writes that are worth nothing without one another: all are stored, or none is. They go out in their order. */
  addAll(writes: readonly Pick<Entry, "path" | "body">[], group?: string): Added[] {
    const userId = this.owner.userId();
    if (userId === null) throw new Failure("unauthenticated");
    const waiting = this.list();
    const last = waiting.at(-1)?.order ?? 0;
    const entries = writes.map(({ path, body }, at): Entry => ({
      key: this.newKey(),
      user_id: userId,
      order: last + 1 + at,
      at: this.platform.wallClock(),
      path,
      body,
      ...(group === undefined ? {} : { group }),
    }));
    const tooLong = entries.some((entry) => JSON.stringify(entry).length > OUTBOX_ENTRY_CHARS);
    if (
      waiting.length + entries.length > OUTBOX_ENTRIES || tooLong ||
      !this.#shelf.putAll(new Map(entries.map((entry) => [entry.key, entry])))
    ) {
      throw new Failure("outbox_full");
    }
    const added = entries.map((entry) => ({
      entry,
      settled: new Promise<Outcome>((resolve) => this.#waiting.set(entry.key, resolve)),
    }));
    this.refresh();
    this.resume();
    return added;
  }

  /** Everything that is kept here, in order, whoever it belongs to. */
  list(): Entry[] {
    return inOrder(this.#shelf.list());
  }

  /** Drops a write that a person no longer wants sent. It may have reached the server already. */
  discard(key: string): void {
    const entry = this.#shelf.read(key);
    if (entry !== null) this.#settle({ kind: "gone", entry });
  }

  /** Drops a write, and those that build on it. */
  discardWith({ key, group }: Entry): void {
    for (const entry of this.list()) {
      if (entry.key === key || (group !== undefined && entry.group === group)) this.discard(entry.key);
    }
  }

  /** Sends a write again that has a problem: under its own key as long as nothing was decided about it. */
  retry({ key }: Entry): void {
    const entry = this.#shelf.read(key);
    if (entry?.problem === undefined) return;
    const { problem, ...rest } = entry;
    const decided = !new Failure(problem.code, problem.status).mayPass;
    const again = decided ? { ...rest, key: this.newKey() } : rest;
    if (!this.#shelf.put(again.key, again)) return;
    if (decided) this.#shelf.remove(key);
    this.refresh();
    this.resume();
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
    this.#sending.resume();
  }

  /** Sends nothing from here to `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.resume();
  }

  stop(): void {
    this.#stopNotice();
    this.#sending.stop();
  }

  /** The first of this person's writes that has no problem, nor waits behind one that has. */
  #next(): Entry | null {
    const userId = this.#held ? null : this.owner.userId();
    return userId === null ? null : sendable(this.list().filter((entry) => entry.user_id === userId))[0] ?? null;
  }

  /** Keeps a write with its problem. Who has asked for it hears of that, and may discard it. */
  #keep(entry: Entry, outcome: Extract<Outcome, { kind: "refused" | "stuck" }>): void {
    const { status, code, detail } = outcome.failure;
    // It stays sendable only where another tab or a person has taken it away meanwhile.
    if (this.#shelf.read(entry.key) !== null) this.#shelf.put(entry.key, { ...entry, problem: { status, code, detail } });
    if (outcome.kind === "refused") {
      this.#waiting.get(entry.key)?.(outcome);
      this.#waiting.delete(entry.key);
    }
    this.settled.emit(outcome);
    this.refresh();
  }

  #settle(outcome: Outcome): void {
    const { key } = outcome.entry;
    this.#shelf.remove(key);
    this.#waiting.get(key)?.(outcome);
    this.#waiting.delete(key);
    this.settled.emit(outcome);
    this.refresh();
  }

  /** What another tab has sent is no longer waited for here. */
  #settleGone(): void {
    for (const [key, resolve] of this.#waiting) {
      if (this.#shelf.read(key) !== null) continue;
      this.#waiting.delete(key);
      resolve({ kind: "gone", entry: { key, user_id: 0, order: 0, at: 0, path: "", body: null } });
    }
  }
}
