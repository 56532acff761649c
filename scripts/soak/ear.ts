/** A till that hears by the page's own client what others sell, and counts each of them. */
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import { NetworkClient } from "../../client/network/network_client.ts";
import { platformFor } from "../../client/network/platform.ts";
import { PASSWORD } from "../../tests/support/server.ts";
import type { Seat } from "../torture/world.ts";

export class Ear {
  /** Sale → how often it was heard to be new. */
  readonly #heard = new Map<string, number>();

  private constructor(readonly seat: Seat, readonly network: NetworkClient, readonly client: Deno.HttpClient) {
    network.onChange(["ventes"], ({ changes }) => {
      for (const { table, op, key } of changes) {
        if (table !== "ventes" || op !== "insert") continue;
        const id = String(key["id"]);
        this.#heard.set(id, (this.#heard.get(id) ?? 0) + 1);
      }
    });
  }

  static async open(baseUrl: string, seat: Seat): Promise<Ear> {
    const client = Deno.createHttpClient({ localAddress: seat.person.address });
    const network = new NetworkClient(platformFor({
      baseUrl,
      storage: new MemoryStorage(),
      fetch: (url, init) => fetch(url, { ...init, client } as RequestInit),
      openSocket: (url, token) =>
        new WebSocket(url, { headers: { authorization: `Bearer ${token}` }, client } as unknown as string[]),
    }));
    const ear = new Ear(seat, network, client);
    await network.start();
    await network.signIn(seat.name, PASSWORD);
    await new Promise<void>((resolve) => {
      if (network.state.phase === "ready") return resolve();
      const stop = network.onState(({ phase }) => {
        if (phase !== "ready") return;
        stop();
        resolve();
      });
    });
    return ear;
  }

  /** Names what of these sales this till did not hear, or heard more than once. */
  judge(sales: readonly string[]): string[] {
    const { address } = this.seat.person;
    return sales.flatMap((id) => {
      const times = this.#heard.get(id) ?? 0;
      return times === 1 ? [] : [`the till at ${address} heard of the sale ${id} ${times} times`];
    });
  }

  close(): void {
    this.network.close();
    this.client.close();
  }
}
