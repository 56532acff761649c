/**
 * The port: held from before anything is made in the data folder until the server stops, so that
 * nobody else can take it in between. Who calls before there is somebody to answer waits.
 */
type Handler = (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

export interface ListenAt {
  /** An address of this machine, or a name of one. 0.0.0.0 includes `[::1]`. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** PEM; null for HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** How often another port is asked for when the system's choice is free for IPv4 alone. */
const TRIES = 10;

export class Listener {
  readonly #begun = Promise.withResolvers<void>();
  #servers: readonly Deno.HttpServer<Deno.NetAddr>[] = [];
  #handler: Handler = async (request, info) => {
    await this.#begun.promise;
    return this.#handler(request, info);
  };
  #onError = (_error: unknown): Response => unavailable();

  private constructor(readonly scheme: "http" | "https") {}

  /** Throws the system's error when the port or the address cannot be had. */
  static open(at: ListenAt): Listener {
    const listener = new Listener(at.tls === null ? "http" : "https");
    listener.#servers = listener.#open(at, TRIES);
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
    await Promise.all(this.#servers.map((server) => server.shutdown()));
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
    return Deno.serve(options, (request, info) => this.#handler(request, info));
  }
}

function unavailable(): Response {
  return new Response(null, { status: 503 });
}
