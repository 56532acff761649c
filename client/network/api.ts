/** HTTP with the server: JSON in, JSON or a Failure out. */
import { Failure, readFailure } from "./failure.ts";
import type { Platform } from "./platform.ts";

/** Milliseconds without an answer before a request counts as lost: over the 30 s that a statement of the owner may run. */
const ANSWER_MS = 35_000;

export interface SendOptions {
  readonly body?: unknown;
  readonly token?: string | null;
  /** The Idempotency-Key of a write. */
  readonly key?: string;
  /** Milliseconds to wait for the answer. */
  readonly answerMs?: number;
}

export class Api {
  readonly #underWay = new Set<AbortController>();
  #closed = false;
  /** `language` answers what the server's sentences should be written in. */
  constructor(readonly platform: Platform, readonly language: () => string) {}

  /** Sends a request and answers its JSON, null for an empty answer. Throws a Failure for everything else. */
  send(method: string, path: string, options: SendOptions = {}): Promise<unknown> {
    return this.#ask(method, path, options, async (response) => {
      if (response.status === 204) return null;
      return await response.json().catch((error: unknown) => {
        // A body that was cut off is a lost answer; one that is whole but no JSON is not the server's.
        throw error instanceof SyntaxError ? new Failure("unexpected_answer", response.status) : error;
      });
    });
  }

  /** Fetches a file whole. Throws a Failure. */
  file(path: string, options: SendOptions): Promise<Blob> {
    return this.#ask("GET", path, options, (response) => response.blob());
  }

  async #ask<T>(method: string, path: string, options: SendOptions, read: (response: Response) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Failure("stopped");
    const { body, token, key, answerMs = ANSWER_MS } = options;
    const headers: Record<string, string> = { "accept-language": this.language() };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (token) headers["authorization"] = `Bearer ${token}`;
    if (key !== undefined) headers["idempotency-key"] = key;

    const controller = new AbortController();
    this.#underWay.add(controller);
    const stopTimer = this.platform.after(answerMs, () => controller.abort());
    try {
      const response = await this.platform.fetch(this.platform.baseUrl + path, {
        method,
        headers,
        signal: controller.signal,
        cache: "no-store",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw await readFailure(response);
      return await read(response);
    } catch (error) {
      throw this.#closed ? new Failure("stopped") : Failure.from(error);
    } finally {
      stopTimer();
      this.#underWay.delete(controller);
    }
  }

  /** Gives up everything under way; its callers get `stopped`. */
  close(): void {
    this.#closed = true;
    for (const controller of this.#underWay) controller.abort();
  }
}
