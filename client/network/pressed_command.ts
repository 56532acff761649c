/** A command that a button sends: pressed again after an answer was lost, the same content keeps its Idempotency-Key and is done once. */
import { Failure } from "./failure.ts";
import type { NetworkClient } from "./network_client.ts";

export class PressedCommand {
  #pending: { readonly content: string; readonly key: string } | null = null;

  constructor(readonly client: NetworkClient, readonly path: string) {}

  /** Throws a Failure. */
  async send(body: unknown): Promise<unknown> {
    const content = JSON.stringify(body);
    if (this.#pending?.content !== content) this.#pending = { content, key: this.client.uuid.next() };
    try {
      const answer = await this.client.request("POST", this.path, body, this.#pending.key);
      this.#pending = null;
      return answer;
    } catch (error) {
      // Refused for good, it is asked anew.
      if (!Failure.from(error).mayPass) this.#pending = null;
      throw error;
    }
  }
}
