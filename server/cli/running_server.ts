/** The server that runs on a data folder, as a command reaches it: by its control, which answers whoever read the lock file. */
import { LIMITS } from "../../shared/limits.ts";
import { Refused } from "./console.ts";

export class RunningServer {
  private constructor(readonly address: URL, readonly key: string) {}

  /** null when nobody listens there: it has ended. A busy one listens. */
  static async at(address: string, key: string): Promise<RunningServer | null> {
    const url = new URL(address);
    try {
      (await Deno.connect({ hostname: url.hostname, port: Number(url.port) })).close();
    } catch {
      return null;
    }
    return new RunningServer(url, key);
  }

  /** Waits for a server that is busy; throws a sentence when it does not answer, or says no. */
  async ask(action: string, input: unknown): Promise<unknown> {
    // To this very socket: the environment may name a proxy, and a proxy knows no loopback but its own.
    const client = Deno.createHttpClient({
      proxy: { transport: "tcp", hostname: this.address.hostname, port: Number(this.address.port) },
    });
    try {
      // First something that changes nothing: it may be another program that has the port now.
      await this.#send(client, "ping", null, AbortSignal.timeout(LIMITS.folderWaitMs)).catch((error: Error) => {
        if (error instanceof Refused) throw error;
        throw new Refused("The server does not answer: it is busy or stands still. Nothing was changed: try again, or stop it.");
      });
      return await this.#send(client, action, input, null).catch((error: Error) => {
        if (error instanceof Refused) throw error;
        throw new Refused("The server has ended before it answered: see whether it was done, then try again.");
      });
    } finally {
      client.close();
    }
  }

  async #send(client: Deno.HttpClient, action: string, input: unknown, signal: AbortSignal | null): Promise<unknown> {
    const response = await fetch(this.address, {
      method: "POST",
      headers: { "x-comptoir-control": this.key },
      body: JSON.stringify({ action, input }),
      signal,
      client,
    });
    const answer = await response.json() as { result?: unknown; error?: string };
    if (!response.ok) throw new Refused(answer.error ?? "The server did not answer.");
    return answer.result;
  }
}
