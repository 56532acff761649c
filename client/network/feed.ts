/** Where a client stands in the server's changes: what it has seen, and what it would have missed. */
import type { DataChangeMessage, HelloMessage } from "../../shared/protocol.ts";

export class Feed {
  #epoch: string | null = null;
  /** The `seq` of the last change seen, or the head when following began. */
  #position = 0;
  /** After a reset the server's `prev` counts from a point that this client no longer knows. */
  #anyPrev = false;
  /** Another epoch counts only once its `reset` came, or a socket that fails between the two would hide it. */
  #hello: HelloMessage | null = null;

  /** What the socket's address says as well, so that the server replays what was missed. */
  get query(): string {
    return this.#epoch === null ? "" : `&epoch=${encodeURIComponent(this.#epoch)}&since=${this.#position}`;
  }

  get position(): number {
    return this.#position;
  }

  /** True when following begins here: what happened before must be fetched. */
  hello(message: HelloMessage): boolean {
    this.#hello = message;
    if (this.#epoch !== null) return false;
    this.#epoch = message.epoch;
    this.#position = message.seq;
    return true;
  }

  /** `gap`: a change before this one is missing. `seen`: this one is known already. */
  change(message: DataChangeMessage): "new" | "seen" | "gap" {
    if (!this.#anyPrev) {
      if (message.seq <= this.#position) return "seen";
      if (message.prev !== this.#position) return "gap";
    }
    this.#anyPrev = false;
    this.#position = message.seq;
    return "new";
  }

  /** The server cannot replay: from its hello on only what is new counts. */
  reset(): void {
    if (this.#hello === null) return;
    this.#epoch = this.#hello.epoch;
    this.#position = this.#hello.seq;
    this.#anyPrev = true;
  }
}
