/** Puts the routes together behind one guard: every request is judged by host, origin and mode first. */
import type { ApplicationRoute } from "../database/route.ts";
import type { Found, Services } from "./context.ts";
import { refusedBy } from "./guard.ts";
import { mount } from "./mount.ts";
import { isOfTheApi, Paths } from "./paths.ts";
import { errorResponse } from "./refuse.ts";
import { routesOf } from "./routes.ts";
import { pageRoutes } from "./routes/page.ts";
import { trustRoutes } from "./routes/trust.ts";

export interface AppParts {
  readonly services: Services;
  /** What the application offers. */
  readonly routes: readonly ApplicationRoute[];
  /** The folder of the built page. */
  readonly page: string;
}

/** The handler for `Deno.serve`. */
export function createHandler(
  { services, routes, page }: AppParts,
): (request: Request, info: Deno.ServeHandlerInfo, secure: boolean) => Response | Promise<Response> {
  const all = [...routesOf(routes), ...trustRoutes, ...pageRoutes(page)];
  const paths = new Paths(all);
  const app = mount(all, paths);
  for (const { path, status = 200 } of all) if (isOfTheApi(path)) services.metrics.expect(path, status);
  const boot = Math.floor(services.clock.now() / 1000).toString(36);
  let count = 0;

  const told = (path: string, started: number, response: Response): Response => {
    services.metrics.observe(paths.nameOf(path), response.status, performance.now() - started);
    return response;
  };

  // Not an async function: what is known at once is answered at once.
  return (request, info, secure) => {
    const started = performance.now();
    const requestId = `${boot}-${(++count).toString(36)}`;
    const { headers, url } = request;
    const path = pathOf(url);
    const refusal = refusedBy(services.hosts, request, path, secure) ??
      (isTarget(url, headers.get("host")) ? null : "invalid_request");
    if (refusal !== null) return told(path, started, errorResponse(request, requestId, refusal));
    // Reading the peer's address costs a third of an empty request: once, here.
    const peer = info.remoteAddr as Deno.NetAddr;
    const { address, mode, passedOn } = services.callers.judge(peer.hostname, headers);
    const asked = request.method === "HEAD" ? asGet(request) : request;
    const open = !secure && !passedOn && mode === "client";
    const found: Found = { requestId, peer, address, mode, open, session: null, apiToken: null, inbound: null, done: false };
    const end = () => {
      services.connections.answered(peer);
      found.inbound?.end();
    };
    services.connections.asked(peer);
    services.rush.asked(peer.port, started);
    let response: Response | Promise<Response>;
    try {
      response = app.fetch(asked, { services, found });
    } catch (error) {
      end();
      throw error;
    }
    if (response instanceof Promise) return response.finally(end).then((response) => told(path, started, response));
    end();
    return told(path, started, response);
  };
}

/** HEAD is answered as GET: HTTP leaves the body out and says its length, which Hono would not. */
function asGet(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete("upgrade");
  return new Request(request.url, { headers });
}

/** Whether an absolute request target is an address at all: `http://[/ws` is not. The usual one stands on the Host header. */
function isTarget(url: string, host: string | null): boolean {
  const from = url.indexOf("://") + 3;
  return (host !== null && url.startsWith(host, from) && url[from + host.length] === "/") || URL.canParse(url);
}

function pathOf(url: string): string {
  const from = url.indexOf("/", url.indexOf("://") + 3);
  const query = url.indexOf("?", from);
  return query < 0 ? url.slice(from) : url.slice(from, query);
}
