/** Passwords: the rules for new ones, and their checking by bcrypt in a Worker, for it takes a quarter of a second. */
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
  readonly #hands: readonly KeptWorker<PasswordJob, PasswordAnswer, FromPasswords>[];
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(make: () => Worker, casualties: Casualties) {
    this.#hands = Array.from({ length: LIMITS.passwordWorkers }, () => {
      const hand: KeptWorker<PasswordJob, PasswordAnswer, FromPasswords> = new KeptWorker({
        name: "password worker",
        make,
        start: (pulse) => pulse,
        pack: (jobs) => jobs,
        lane: { capacity: LIMITS.queuedPasswords, batch: 1, ready: Infinity },
        hear: (message) => {
          if (message.type === "answers") hand.lane.settle(message.answers);
        },
        casualties,
      });
      return hand;
    });
    this.#hands[0]!.startLater();
  }

  async hash(password: string): Promise<string> {
    return await this.#ask({ kind: "hash", password }) as string;
  }

  async verify(password: string, hash: string | null): Promise<boolean> {
    return await this.#ask({ kind: "verify", password, hash }) as boolean;
  }

  close(): void {
    clearTimeout(this.#resting);
    for (const hand of this.#hands) hand.close();
  }

  /** The first of those with the least to do: another is started when all before it are at work, as when a shop opens. */
  #ask(job: PasswordJob): Promise<PasswordAnswer> {
    const hand = this.#hands.reduce((a, b) => b.lane.depth < a.lane.depth ? b : a);
    hand.startBeside();
    this.#restLater();
    return hand.lane.ask(job);
  }

  /** After a while without a password one of them is enough. */
  #restLater(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      const later = this.#hands.slice(1);
      if (later.some(({ lane }) => lane.depth > 0)) return this.#restLater();
      for (const hand of later) hand.rest();
    }, LIMITS.passwordRestMs);
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
