/**
 * Somebody who asks from a thread of its own: what long answers cost whoever takes them is not taken for what the server does to tills
 * that are timed beside.
 */
import type { Person } from "../../../tests/support/server.ts";

/** As a worker takes it: whose it is, and the request. */
export interface Asked {
  readonly url: string;
  readonly address: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export class Asker {
  #heard = Promise.withResolvers<number>();
  private constructor(readonly worker: Worker) {
    worker.onmessage = ({ data }) => this.#heard.resolve(data as number);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#heard.reject(new Error(event.message));
    };
  }

  static start(): Asker {
    return new Asker(new Worker(new URL("./asker_worker.ts", import.meta.url), { type: "module" }));
  }

  /** One at a time; resolves to the status when all of the answer has been taken. */
  ask(person: Person, path: string, body: object | null = null, headers: Readonly<Record<string, string>> = {}): Promise<number> {
    this.#heard = Promise.withResolvers<number>();
    const asked: Asked = {
      url: `${person.server.url}${path}`,
      address: person.address,
      method: body === null ? "GET" : "POST",
      headers: { ...headers, authorization: `Bearer ${person.token}` },
      body: body === null ? null : JSON.stringify(body),
    };
    this.worker.postMessage(asked);
    return this.#heard.promise;
  }

  [Symbol.dispose](): void {
    this.worker.terminate();
  }
}
