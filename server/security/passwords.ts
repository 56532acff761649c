/** Passwords: the rules for new ones, and their checking by bcrypt in a Worker, for it takes a third of a second. */
import { AppError, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { Lane } from "../database/lane.ts";

export type PasswordJob =
  | { readonly kind: "hash"; readonly password: string }
  /** `hash` null: nobody has this name; the answer is no, after the same work. */
  | { readonly kind: "verify"; readonly password: string; readonly hash: string | null };
export type PasswordAnswer = string | boolean;

export class Passwords {
  readonly #lane: Lane<PasswordJob, PasswordAnswer>;
  constructor(readonly worker: Worker) {
    const limits = { capacity: LIMITS.queuedPasswords, batch: 1, ready: Infinity };
    this.#lane = new Lane((jobs) => worker.postMessage(jobs), limits);
    worker.onmessage = ({ data }: MessageEvent<PasswordAnswer[]>) => this.#lane.settle(data);
    worker.onerror = (event) => {
      event.preventDefault();
      console.error(`the password worker has ended: ${event.message}`);
      this.#lane.fail(new AppError("busy"));
    };
  }

  async hash(password: string): Promise<string> {
    return await this.#lane.ask({ kind: "hash", password }) as string;
  }

  async verify(password: string, hash: string | null): Promise<boolean> {
    return await this.#lane.ask({ kind: "verify", password, hash }) as boolean;
  }

  close(): void {
    this.worker.terminate();
  }
}

/** Throws unless a new password is long enough to resist and short enough for bcrypt to read whole. */
export function checkNewPassword(password: string, field: string): void {
  if ([...password].length < LIMITS.passwordMinChars) {
    throw new AppError("invalid_body", {
      field,
      reason: say(`au moins ${LIMITS.passwordMinChars} caractères`, `at least ${LIMITS.passwordMinChars} characters`),
    });
  }
  if (new TextEncoder().encode(password).length > LIMITS.passwordMaxBytes) {
    throw new AppError("invalid_body", {
      field,
      reason: say(`au plus ${LIMITS.passwordMaxBytes} octets en UTF-8`, `at most ${LIMITS.passwordMaxBytes} bytes of UTF-8`),
    });
  }
  if (!password.isWellFormed() || password.includes("\0")) {
    throw new AppError("invalid_body", { field, reason: say("ce n'est pas du texte simple", "not plain text") });
  }
}
