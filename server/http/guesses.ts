/** Secrets that are given with a command and may be wrong: the journal hears of it, and who guesses has to wait. */
import { AppError } from "../../shared/errors.ts";
import type { Written } from "../database/jobs.ts";
import type { CommandRoute } from "../database/route.ts";
import { GuessThrottle } from "../security/throttle.ts";
import type { Asked } from "./asked.ts";

export class Guesses {
  readonly #throttle = new GuessThrottle();

  /** Does a command, and looks at what its secret was worth. */
  async watch(
    { actor, services, body }: Asked<Readonly<Record<string, unknown>>>,
    { command, wrongSecret, secretField, guessable }: CommandRoute,
    work: () => Promise<Written>,
  ): Promise<Written> {
    const given = secretField === undefined || body[secretField] !== undefined;
    if (wrongSecret === undefined || !given) return await work();
    const who = [actor.address ?? "", `${command} ${actor.userId}`] as const;
    try {
      if (guessable) await this.#throttle.attempt(...who);
      const written = await work();
      // An answer from before proves nothing now: sent again between guesses, it would wipe them out.
      if (guessable) await (written.replayed ? this.#throttle.withdraw(...who) : this.#throttle.succeeded(...who));
      return written;
    } catch (error) {
      const code = error instanceof AppError ? error.code : null;
      if (code === wrongSecret || code === "too_many_attempts") services.refusals.note("refused", actor, { code, command });
      else if (guessable) await this.#throttle.withdraw(...who);
      throw error;
    }
  }
}
