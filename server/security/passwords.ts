/** Passwords: the rules for new ones, and their checking by bcrypt in a Worker, for it takes a third of a second. */
import { AppError, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Casualties } from "../database/workers/casualties.ts";
import { KeptWorker, type Started } from "../database/workers/kept_worker.ts";

export type PasswordJob =
  | { readonly kind: "hash"; readonly password: string }
  /** `hash` null: nobody has this name; the answer is no, after the same work. */
  | { readonly kind: "verify"; readonly password: string; readonly hash: string | null };
export type PasswordAnswer = string | boolean;
export type FromPasswords = Started | { readonly type: "answers"; readonly answers: readonly PasswordAnswer[] };

export class Passwords {
  readonly #worker: KeptWorker<PasswordJob, PasswordAnswer, FromPasswords>;

  constructor(make: () => Worker, casualties: Casualties) {
    this.#worker = new KeptWorker({
      name: "password worker",
      make,
      start: (pulse) => pulse,
      pack: (jobs) => jobs,
      lane: { capacity: LIMITS.queuedPasswords, batch: 1, ready: Infinity },
      hear: (message) => {
        if (message.type === "answers") this.#worker.lane.settle(message.answers);
      },
      casualties,
    });
    this.#worker.startBeside();
  }

  async hash(password: string): Promise<string> {
    return await this.#worker.lane.ask({ kind: "hash", password }) as string;
  }

  async verify(password: string, hash: string | null): Promise<boolean> {
    return await this.#worker.lane.ask({ kind: "verify", password, hash }) as boolean;
  }

  close(): void {
    this.#worker.close();
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
