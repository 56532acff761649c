/**
 * Workers that ended or are stuck, over the whole server. A few are made good; when they come one
 * after the other, or when only the end of this process helps, the server's last resort is asked.
 */
import { LIMITS } from "../../../shared/limits.ts";

/** What whoever started the server does when its workers cannot be helped any more. Neither comes back. */
export interface LastResort {
  /** Ends the process with this sentence: what is wrong will not go by itself. */
  end(reason: string): void;
  /** Puts another process in this one's place: a thread of this one holds what only its end lets go. */
  replace(reason: string): void;
}

export class Casualties {
  #deaths: number[] = [];
  #abandoned = 0;

  constructor(readonly lastResort: LastResort) {}

  /** Notes that a worker has ended by itself; says whether it is worth starting another. */
  died(worker: string, reason: string): boolean {
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < LIMITS.deathsWithinMs), now];
    if (this.#deaths.length < LIMITS.deaths) {
      console.error(`The ${worker} has ended and is started again: ${reason}`);
      return true;
    }
    this.lastResort.end(
      `The ${worker} has ended; so have ${LIMITS.deaths - 1} more within ${LIMITS.deathsWithinMs / 1000} s: ${reason}`,
    );
    return false;
  }

  /** Notes that a worker is stuck and is left to itself: its thread goes on. Says whether another may take its place. */
  abandoned(worker: string, reason: string): boolean {
    this.#abandoned += 1;
    if (this.#abandoned > LIMITS.abandonedWorkers) {
      this.lastResort.replace(`The ${worker} is stuck (${reason}), and so are ${LIMITS.abandonedWorkers} more threads`);
      return false;
    }
    console.error(`The ${worker} is stuck and another takes its place: ${reason}`);
    return true;
  }

  /** A worker is stuck with what nobody else can have meanwhile. */
  irreplaceable(worker: string, reason: string): void {
    this.lastResort.replace(`The ${worker} is stuck: ${reason}`);
  }
}
