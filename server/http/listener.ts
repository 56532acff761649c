/**
 * The port: held from before anything is made in the data folder until the server stops, so that
 * nobody else can take it in between. Who calls before there is somebody to answer waits.
 *
 * The runtime tells nothing of a connection before a request has come whole, and takes none any more
 * when descriptors run out. Both are mended in one way: the port is begun anew, which ends every
 * connection that has no request under way (silent ones, half-sent headers and bodies, idle ones; tills' sockets come back).
 */
import { LIMITS } from "../../shared/limits.ts";

/** `secure`: it came by TLS. */
type Handler = (request: Request, info: Deno.ServeHandlerInfo, secure: boolean) => Response | Promise<Response>;

/** PEM. */
interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface ListenAt {
  /** An address of this machine, or a name of one. 0.0.0.0 includes `[::1]`. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** PEM; null for HTTP. */
  readonly tls: Certificate | null;
}

/** An address that is listened on; its server is another after each new beginning. */
interface Door {
  at: ListenAt;
  server: Deno.HttpServer<Deno.NetAddr>;
}

export class Listener {
  readonly #begun = Promise.withResolvers<void>();
  #doors: Door[] = [];
  #securePort: number | null = null;
  #stopped = false;
  #renewedAt = -Infinity;
  #handler: Handler = async (request, info, secure) => {
    await this.#begun.promise;
    return this.#handler(request, info, secure);
  };
  #onError = (_error: unknown): Response => unavailable();

  private constructor(readonly at: ListenAt) {}

  get scheme(): "http" | "https" {
    return this.at.tls === null ? "http" : "https";
  }

  /** Throws the system's error when the port or the address cannot be had. */
  static open(at: ListenAt): Listener {
    const listener = new Listener(at);
    listener.#doors = listener.#open(at, LIMITS.portTries);
    return listener;
  }

  /** The port that is listened on. */
  get port(): number {
    return this.#doors[0]!.at.port;
  }

  /** The one beside it that speaks TLS; null while there is none. */
  get securePort(): number | null {
    return this.#securePort;
  }

  /** The certificate that browsers see, PEM; null without one. */
  get shown(): string | null {
    return this.#doors.find(({ at }) => at.tls !== null)?.at.tls?.cert ?? null;
  }

  /** Throws the system's error where another port cannot be had at each address that is listened on. */
  requireFree(port: number): void {
    for (const { at } of this.#doors) Deno.listen({ hostname: at.host, port }).close();
  }

  /** Listens at another port as well, by TLS; throws the system's error when it cannot be had. */
  openSecure(port: number, tls: Certificate): void {
    const doors = this.#open({ host: this.at.host, port, tls }, LIMITS.portTries);
    this.#doors.push(...doors);
    this.#securePort = doors[0]!.at.port;
  }

  /** Shows another certificate at that port, which is begun anew for it: the runtime reads one when it begins. */
  certify(tls: Certificate): void {
    for (const door of this.#doors) {
      if (door.at.port !== this.#securePort) continue;
      door.at = { ...door.at, tls };
      this.#replace(door);
    }
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
    await Promise.all(this.#doors.map(({ server }) => server.shutdown()));
  }

  /** Begins the port anew, at most so often; says why on the console. */
  renew(reason: string): void {
    if (this.#stopped || performance.now() - this.#renewedAt < LIMITS.renewalMs) return;
    this.#renewedAt = performance.now();
    console.error(`Connections without a request under way are ended: ${reason}.`);
    for (const door of this.#doors) this.#replace(door);
  }

  #open(at: ListenAt, tries: number): Door[] {
    const first = this.#door(at);
    if (at.host !== "0.0.0.0") return [first];
    try {
      // Browsers may look up `localhost` as ::1 first.
      return [first, this.#door({ ...first.at, host: "::1" })];
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) return [first]; // a machine without IPv6
      // Another program would answer the owner's browser.
      first.server.shutdown();
      if (at.port !== 0 || tries === 1) throw error;
      return this.#open(at, tries - 1);
    }
  }

  #door(at: ListenAt): Door {
    const server = this.#serve(at);
    return { at: { ...at, port: server.addr.port }, server };
  }

  #serve({ host, port, tls }: ListenAt): Deno.HttpServer<Deno.NetAddr> {
    const options = { hostname: host, port, ...tls ?? {}, onListen() {}, onError: (error: unknown) => this.#onError(error) };
    const server = Deno.serve(options, (request, info) => this.#handler(request, info, tls !== null));
    server.finished.catch((error: Error) => this.#lost(server, error));
    return server;
  }

  /** The runtime gave the port up, mostly for want of descriptors: those that wait for nothing are given back, and it goes on. */
  #lost(server: Deno.HttpServer<Deno.NetAddr>, error: Error): void {
    const door = this.#doors.find((one) => one.server === server);
    if (this.#stopped || door === undefined) return;
    console.error(`Connections without a request under way are ended: the port was lost (${error.message}).`);
    this.#replace(door);
  }

  /** The old one closes its port at once; calls in the milliseconds between are refused by the system and come again. */
  #replace(door: Door): void {
    const old = door.server;
    old.shutdown().catch(() => {}); // it had ended
    const begin = () => {
      // Begun anew twice at once it is one server still: the other would wait for its port for good.
      if (this.#stopped || door.server !== old) return;
      try {
        door.server = this.#serve(door.at);
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
