/** A write that waits to be sent, and what became of it. */
import type { Failure } from "./failure.ts";

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

/**
 * `refused`: the server has decided against it. `stuck`: it fails at it again and again; what will
 * come of it is open. Both stay stored. `gone`: another tab sent it, or a person dropped it.
 */
export type Outcome =
  | { readonly kind: "done"; readonly entry: Entry; readonly answer: unknown }
  | { readonly kind: "refused" | "stuck"; readonly entry: Entry; readonly failure: Failure }
  | { readonly kind: "gone"; readonly entry: Entry };

/** As they are sent. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
}

/** Those that are sent when their turn comes. */
export function sendable(entries: readonly Entry[]): Entry[] {
  const blocked = new Set(entries.flatMap(({ group, problem }) => problem === undefined || group === undefined ? [] : [group]));
  return entries.filter(({ group, problem }) => problem === undefined && (group === undefined || !blocked.has(group)));
}
