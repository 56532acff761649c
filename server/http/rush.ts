/**
 * Whether many ask at once: then a reader that does a whole batch of look-ups for one way there and back takes less of the
 * processor for each. How many requests are under way does not tell it, for most are answered before the next is read.
 */
import { LIMITS } from "../../shared/limits.ts";

export class Rush {
  readonly #ports = new Int32Array(LIMITS.rushRequests);
  readonly #times = new Float64Array(LIMITS.rushRequests);
  #next = 0;

  /** A request came over the connection with this port at its other end; `now` in milliseconds. */
  asked(port: number, now: number): void {
    this.#ports[this.#next] = port;
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % LIMITS.rushRequests;
  }

  /** Whether the last few came in a short time and over more than two connections. */
  get isOn(): boolean {
    const last = (this.#next + LIMITS.rushRequests - 1) % LIMITS.rushRequests;
    if (this.#times[last]! - this.#times[this.#next]! > LIMITS.rushMs) return false;
    const [first] = this.#ports;
    let second = first;
    for (const port of this.#ports) {
      if (port === first || port === second) continue;
      if (second !== first) return true;
      second = port;
    }
    return false;
  }
}
