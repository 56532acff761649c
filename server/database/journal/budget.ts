/**
 * What tills may write into the journal, which keeps everything for good: so many bytes a minute for
 * each person. A write is let in while there is some left and may go beyond it; the next ones wait
 * until that is made up for. What a command writes counts as well, but a command is never refused: it is small, and money may hang on it.
 * A long answer to a write counts with it: it lies in memory until it is taken.
 */
import { AppError } from "../../../shared/errors.ts";
import type { Actor } from "../application.ts";

const MINUTE_MS = 60_000;

interface Account {
  /** Bytes left; negative after a write that went beyond. */
  left: number;
  /** Milliseconds of a clock that nobody sets. */
  at: number;
}

export class JournalBudget {
  readonly #accounts = new Map<number, Account>();

  constructor(readonly bytesPerMinute: number) {}

  /** Throws `rate_limited` for a till that has nothing left; `now` in milliseconds of a clock that nobody sets. */
  admit(actor: Actor, now: number): void {
    const account = this.#of(actor, now);
    if (account === null || account.left > 0) return;
    const wait = (1 - account.left) / this.bytesPerMinute * MINUTE_MS;
    throw new AppError("rate_limited", { retry_after: Math.ceil(wait / 1_000), limit: "journal_bytes" });
  }

  spend(actor: Actor, bytes: number, now: number): void {
    const account = this.#of(actor, now);
    if (account !== null) account.left -= bytes;
  }

  /** null for the owner, and for the server itself. */
  #of({ userId, role }: Actor, now: number): Account | null {
    if (userId === null || role === null || role === "administrateur") return null;
    const account = this.#accounts.get(userId);
    if (account === undefined) {
      const made = { left: this.bytesPerMinute, at: now };
      this.#accounts.set(userId, made);
      return made;
    }
    account.left = Math.min(this.bytesPerMinute, account.left + (now - account.at) / MINUTE_MS * this.bytesPerMinute);
    account.at = now;
    return account;
  }
}
