/** Secrets that are given with a request and may be wrong: the journal hears of it, and who guesses has to wait. */
import { AppError } from "../../shared/errors.ts";
import type { Secret } from "../database/route.ts";
import { type EndTry, GuessThrottle } from "../security/throttle.ts";
import type { Asked } from "./asked.ts";

type Input = Readonly<Record<string, unknown>>;

interface Watched {
  /** The request, in the application's terms. */
  readonly command: string;
  readonly input: Input;
  readonly secrets: readonly Secret[] | undefined;
}

export class Guesses {
  readonly #throttle = new GuessThrottle();

  /** Does what is asked, and looks at what its secrets were worth; `isNew`: whether the answer was found just now. */
  async watch<T>(
    { actor, services }: Asked<unknown>,
    { command, input, secrets = [] }: Watched,
    work: () => Promise<T>,
    isNew: (done: T) => boolean = () => true,
  ): Promise<T> {
    const given = secrets.filter((secret) => secret.in(input));
    const tries: [Secret, EndTry][] = [];
    let wrong: Secret | undefined;
    let proven = false;
    try {
      for (const secret of given) {
        if (secret.counts === undefined) continue;
        tries.push([secret, await this.#throttle.begin(actor.address ?? "", `${secret.name} ${actor.userId}`)]);
      }
      const done = await work();
      proven = isNew(done);
      return done;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      wrong = given.find((secret) => secret.wrong(error));
      if (given.length > 0 && (wrong !== undefined || error.code === "too_many_attempts")) {
        services.refusals.note("refused", actor, { code: error.code, command });
      }
      throw error;
    } finally {
      // An answer from before proves nothing now: sent again between guesses, it would wipe them out.
      const right = (secret: Secret) => proven && secret.counts === "until_right";
      await Promise.all(tries.map(([secret, end]) => end(secret === wrong ? "wrong" : right(secret) ? "right" : "unjudged")));
    }
  }
}
