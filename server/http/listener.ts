/**
 * The port: held from before anything is made in the data folder until the server stops, so that
 * nobody else can take it in between. Who calls before there is somebody to answer waits.
 *
 * The runtime tells nothing of a connection before a request has come whole, and takes none any more
 * when descriptors run out. Both are mended in one way: the port is begun anew, which ends every
 * connection that has no request under way (silent ones, half-sent headers and bodies, idle ones; tills' sockets come back).
 */
import { LIMITS } from "../../shared/limits.ts";

type Handler = (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

export interface ListenAt {
  /** An address of this machine, or a name of one. 0.0.0.0 includes `[::1]`. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** PEM; null for HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

export class Listener {
  readonly #begun = Promise.withResolvers<void>();
  #servers: Deno.HttpServer<Deno.NetAddr>[] = [];
  #stopped = false;
  #renewedAt = -Infinity;
  #handler: Handler = async (request, info) => {
    await this.#begun.promise;
    return this.#handler(request, info);
  };
  #onError = (_error: unknown): Response => unavailable();

  private constructor(readonly at: ListenAt) {}

  get scheme(): "http" | "https" {
    return this.at.tls === null ? "http" : "https";
  }

  /** Throws the system's error when the port or the address cannot be had. */
  static open(at: ListenAt): Listener {
    const listener = new Listener(at);
    listener.#servers = listener.#open(at, LIMITS.portTries);
    return listener;
  }

  /** The port that is listened on. */
  get port(): number {
    return this.#servers[0]!.addr.port;
  }

  /** From now on calls are answered, those that waited first. */
  answer(handler: Handler, onError: (error: unknown) => Response): void {
    this.#handler = handler;
    this.#onError = onError;
    this.#begun.resolve();
  }

  /** Takes no more calls; resolves when those under way are answered. */
  async stop(): Promise<void> {
    this.#begun.promise.catch(() => {}); // nobody may wait
    this.#begun.reject(new Error("the server did not start"));
    this.#stopped = true;
    await Promise.all(this.#servers.map((server) => server.shutdown()));
  }

  /** Begins the port anew, at most so often; says why on the console. */
  renew(reason: string): void {
    if (this.#stopped || performance.now() - this.#renewedAt < LIMITS.renewalMs) return;
    this.#renewedAt = performance.now();
    console.error(`Connections without a request under way are ended: ${reason}.`);
    for (const [at, server] of this.#servers.entries()) this.#replace(at, server);
  }

  #open(at: ListenAt, tries: number): Deno.HttpServer<Deno.NetAddr>[] {
    const first = this.#serve(at);
    if (at.host !== "0.0.0.0") return [first];
    try {
      // Browsers may look up `localhost` as ::1 first.
      return [first, this.#serve({ ...at, host: "::1", port: first.addr.port })];
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) return [first]; // a machine without IPv6
      // Another program would answer the owner's browser.
      first.shutdown();
      if (at.port !== 0 || tries === 1) throw error;
      return this.#open(at, tries - 1);
    }
  }

  #serve({ host, port, tls }: ListenAt): Deno.HttpServer<Deno.NetAddr> {
    const options = { hostname: host, port, ...tls ?? {}, onListen() {}, onError: (error: unknown) => this.#onError(error) };
    const server = Deno.serve(options, (request, info) => this.#handler(request, info));
    server.finished.catch((error: Error) => this.#lost(server, error));
    return server;
  }

  /** The runtime gave the port up, mostly for want of descriptors: those that wait for nothing are given back, and it goes on. */
  #lost(server: Deno.HttpServer<Deno.NetAddr>, error: Error): void {
    const at = this.#servers.indexOf(server);
    if (this.#stopped || at < 0) return;
    console.error(`Connections without a request under way are ended: the port was lost (${error.message}).`);
    this.#replace(at, server);
  }

  /** The old one closes its port at once; calls in the milliseconds between are refused by the system and come again. */
  #replace(at: number, old: Deno.HttpServer<Deno.NetAddr>): void {
    old.shutdown().catch(() => {}); // it had ended
    const begin = () => {
      if (this.#stopped) return;
      try {
        this.#servers[at] = this.#serve({ ...this.at, host: old.addr.hostname, port: old.addr.port });
      } catch {
        setTimeout(begin, LIMITS.portRetryMs); // not free yet, or no descriptor for it
      }
    };
    begin();
  }
}

function unavailable(): Response {
  return new Response(null, { status: 503 });
}
