/**
 * Where writes are kept until they are sent. One storage item per write: two tabs share the storage
 * without a lock, and a list would lose what the other one adds meanwhile.
 */
import type { Failure } from "./failure.ts";
import type { KeyValueStore } from "./platform.ts";

const PREFIX = "comptoir.outbox.";

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
  /** Writes that build on one another, such as a ticket's: none overtakes one that has a problem. */
  readonly group?: string;
  /** Why it is not sent any more; left out while it is. */
  readonly problem?: Problem;
}

/** What the server said last. */
export interface Problem {
  readonly status: number;
  readonly code: Failure["code"];
  /** The server's sentence; null when it said none. */
  readonly detail: string | null;
}

export class OutboxShelf {
  constructor(readonly storage: KeyValueStore) {}

  /** In order, whoever they belong to. */
  list(): Entry[] {
    const entries: Entry[] = [];
    for (let at = 0; at < this.storage.length; at++) {
      const key = this.storage.key(at);
      const entry = key?.startsWith(PREFIX) ? this.read(key.slice(PREFIX.length)) : null;
      if (entry !== null) entries.push(entry);
    }
    return entries.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
  }

  /** Null when it is not there. */
  read(key: string): Entry | null {
    try {
      return JSON.parse(this.storage.getItem(PREFIX + key) ?? "null") as Entry | null;
    } catch {
      // Not written by this class; it must not keep the rest from going out.
      return null;
    }
  }

  /** False when the storage is full. */
  put(entry: Entry): boolean {
    try {
      this.storage.setItem(PREFIX + entry.key, JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  }

  /** All of them or none; false when the storage is full. */
  putAll(entries: readonly Entry[]): boolean {
    if (entries.every((entry) => this.put(entry))) return true;
    for (const { key } of entries) this.remove(key);
    return false;
  }

  remove(key: string): void {
    this.storage.removeItem(PREFIX + key);
  }
}

/** Those that are sent when their turn comes. */
export function sendable(entries: readonly Entry[]): Entry[] {
  const blocked = new Set(entries.flatMap(({ group, problem }) => problem === undefined || group === undefined ? [] : [group]));
  return entries.filter(({ group, problem }) => problem === undefined && (group === undefined || !blocked.has(group)));
}
