/**
 * How the command line reaches a running server: a listener on the loopback address with a key that
 * only those can read who can read the data folder.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { NetworkServer } from "../network_server.ts";
import { type Action, consoleActions } from "./actions.ts";
import { foundAuthority, renewCertificate } from "./tls_actions.ts";
import { sentence } from "./sentence.ts";

export class Control {
  readonly key = randomBytes(32).toString("hex");
  readonly #listener: Deno.HttpServer<Deno.NetAddr>;

  private constructor(server: NetworkServer) {
    const actions: Readonly<Record<string, Action>> = {
      ...consoleActions(server.parts.shop),
      doctor: () => server.services.doctor(),
      tls_init: async ({ again }) => await foundAuthority(server.services.https, again === "yes"),
      tls_renew: async () => await renewCertificate(server.services.https),
      trust_urls: () => Promise.resolve(server.services.trustUrls()),
      where: () => Promise.resolve(server.services.ownerUrl()),
      journal_verify: () => server.parts.integrity.all(),
    };
    this.#listener = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
      // A page in a browser could send here, but neither the key nor without an Origin.
      if (request.headers.has("origin") || !this.#opens(request.headers.get("x-comptoir-control"))) {
        return Response.json({ error: "not allowed" }, { status: 403 });
      }
      const { action, input } = await request.json() as { action: string; input: Record<string, string> };
      try {
        if (action === "ping") return Response.json({ result: "pong" });
        const run = actions[action];
        if (run === undefined) return Response.json({ error: `no action '${action}'` }, { status: 404 });
        return Response.json({ result: await run(input) });
      } catch (error) {
        if (action === "backup") console.error(`The backup was not written: ${sentence(error)}`);
        return Response.json({ error: sentence(error) }, { status: 409 });
      }
    });
  }

  static start(server: NetworkServer): Control {
    return new Control(server);
  }

  get address(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}/`;
  }

  stop(): Promise<void> {
    return this.#listener.shutdown();
  }

  #opens(given: string | null): boolean {
    const bytes = new TextEncoder().encode(given ?? "");
    const key = new TextEncoder().encode(this.key);
    return bytes.length === key.length && timingSafeEqual(bytes, key);
  }
}
