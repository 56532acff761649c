/** The page's own NetworkClient at a till of a test: without a page, at an address of its own. */
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import type { ClientState, Phase } from "../../client/network/client_state.ts";
import { NetworkClient } from "../../client/network/network_client.ts";
import { type Platform, platformFor } from "../../client/network/platform.ts";
import { BEARER_PROTOCOL_PREFIX, type DataChangeMessage, SUBPROTOCOL } from "../../shared/protocol.ts";
import { held } from "./held.ts";

/** Milliseconds after which something that should happen is missing. */
const PATIENCE_MS = 30_000;

export class TillClient {
  readonly client: NetworkClient;
  /** Every phase it went through, each once in a row. */
  readonly phases: Phase[] = ["configuration"];
  /** Every change of ventes it was told of. */
  readonly changes: DataChangeMessage[] = [];
  /** Addresses of the sockets it opened. */
  readonly sockets: string[] = [];
  readonly storage: MemoryStorage;
  readonly #http: Deno.HttpClient;

  constructor(baseUrl: string, address: string, parts: Partial<Platform> & { readonly storage?: MemoryStorage } = {}) {
    this.storage = parts.storage ?? new MemoryStorage();
    this.#http = Deno.createHttpClient({ localAddress: address });
    const ways = platformFor({
      baseUrl,
      storage: this.storage,
      // Retries at once, in tests: nobody else is to be spared.
      random: () => 0.2,
      fetch: (url, init) => fetch(url, { ...init, client: this.#http }),
      openSocket: (url, token) => this.#socket(url, token),
    });
    const { openSocket } = { ...ways, ...parts };
    this.client = new NetworkClient({
      ...ways,
      ...parts,
      openSocket: (url, token) => {
        this.sockets.push(url);
        return openSocket(url, token);
      },
    });
    this.client.onState(({ phase }) => {
      if (phase !== this.phases.at(-1)) this.phases.push(phase);
    });
    this.client.onChange(["ventes"], (message) => this.changes.push(message));
  }

  /** Opens a socket as a browser does, by subprotocols, but from this till's address. */
  #socket(url: string, token: string): WebSocket {
    const options = { protocols: [SUBPROTOCOL, `${BEARER_PROTOCOL_PREFIX}${token}`], client: this.#http };
    return held(new WebSocket(url, options as unknown as string[]));
  }

  /** Fetches as this till does. */
  fetch(url: string, init: RequestInit): Promise<Response> {
    return fetch(url, { ...init, client: this.#http });
  }

  openSocket(url: string, token: string): WebSocket {
    return this.#socket(url, token);
  }

  /** Starts, signs in and waits until it is live. */
  async join(username: string, password: string): Promise<this> {
    await this.client.start();
    await this.client.signIn(username, password);
    await this.phase("ready");
    return this;
  }

  phase(wanted: Phase): Promise<ClientState> {
    return eventually(`the phase ${wanted}`, () => this.client.state.phase === wanted ? this.client.state : null);
  }

  /** Waits until it was told of that many changes, then a little, so that a double one would show. */
  async heard(count: number): Promise<number[]> {
    await eventually(`${count} changes`, () => this.changes.length >= count ? true : null);
    await new Promise((resolve) => setTimeout(resolve, 150));
    return this.changes.map(({ seq }) => seq);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    // The socket's closing handshake takes a moment; without it the test would leave it open.
    await new Promise((resolve) => setTimeout(resolve, 100));
    this.#http.close();
  }
}

/** Waits until `look` answers something other than null. */
export async function eventually<T>(what: string, look: () => T | null | Promise<T | null>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Waited ${PATIENCE_MS} ms for ${what}`);
}
