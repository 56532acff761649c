/** A session: somebody who is signed in, from when until when. */
import { LIMITS } from "../../shared/limits.ts";
import type { User } from "../../shared/protocol.ts";
import type { Mode } from "../../shared/roles.ts";

export interface Session {
  /** Names the session to people and in the journal; it opens nothing. */
  readonly publicId: string;
  readonly idHash: string;
  /** A name may change under an open session; what else changes ends it. */
  user: User;
  readonly mode: Mode;
  /** Where it was opened, for the owner's eyes: a session is never bound to it. */
  readonly address: string;
  readonly device: string;
  /** Begun by a PIN: short, and good for nothing that wants a password. */
  readonly byPin: boolean;
  /** By `clock.elapsed()`: how long a session lasts does not hang on what the PC takes the time to be. */
  readonly startedAt: number;
  usedAt: number;
}

/** A user, and the hash that the password was found to fit. */
export interface Identified {
  readonly user: User;
  readonly passwordHash: string;
  /** The PIN by which they were known, and where, in the place of the password. */
  readonly pin?: { readonly hash: string; readonly device: string };
}

/** By `clock.elapsed()`: one shift after the last use, at most a day after the start. */
export function endOf({ startedAt, usedAt, byPin }: Session): number {
  if (byPin) return Math.min(usedAt + LIMITS.pinSessionIdleMs, startedAt + LIMITS.pinSessionMaxMs);
  return Math.min(usedAt + LIMITS.sessionIdleMs, startedAt + LIMITS.sessionMaxMs);
}
