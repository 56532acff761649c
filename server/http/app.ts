/** Puts the routes together behind one guard: every request is judged by host, origin and mode first. */
import { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import type { Endpoint, Rights } from "../database/application.ts";
import type { Table } from "../database/schema/schema.ts";
import { archiveRoutes, type MadeArchive } from "./archives.ts";
import { authRoutes } from "./auth.ts";
import { commandRoutes } from "./commands.ts";
import type { Env, Found, Services } from "./context.ts";
import { currentRequest } from "./current_request.ts";
import { healthRoutes } from "./health.ts";
import { type ExportJournal, journalRoutes } from "./journal.ts";
import { metricsRoutes } from "./metrics.ts";
import { networkRoutes } from "./network.ts";
import { openapiRoutes } from "./openapi.ts";
import { refusedBy } from "./guard.ts";
import { type Operation, operations } from "./operations.ts";
import { pageRoutes } from "./page.ts";
import { queryRoutes } from "./query.ts";
import { errorResponse, thrownResponse } from "./respond.ts";
import { schemaRoutes } from "./schema.ts";
import { sessionRoutes } from "./sessions.ts";
import { socketRoutes } from "./socket.ts";
import { userRoutes } from "./users.ts";

export interface AppParts {
  readonly services: Services;
  readonly schema: readonly Table[];
  readonly rights: Rights;
  readonly endpoints: readonly Endpoint[];
  /** The folder of the built page. */
  readonly page: string;
  readonly verifyJournal: () => Promise<unknown>;
  readonly exportJournal: ExportJournal;
  readonly makeArchive: (periode: string, signal: AbortSignal) => Promise<MadeArchive | null>;
}

/** The handler for `Deno.serve`. */
export function createHandler(parts: AppParts): (request: Request, info: Deno.ServeHandlerInfo) => Promise<Response> {
  const app = createApp(parts);
  const { services } = parts;
  const routeOf = routeNames(operations(parts.endpoints));
  const boot = Math.floor(services.clock.now() / 1000).toString(36);
  let count = 0;

  return async (request, info) => {
    const started = performance.now();
    const requestId = `${boot}-${(++count).toString(36)}`;
    const { headers } = request;
    const path = pathOf(request.url);
    const refusal = refusedBy(services.hosts, request, path) ??
      (isTarget(request.url, headers.get("host")) ? null : "invalid_request");
    let response: Response;
    if (refusal !== null) response = errorResponse(request, requestId, refusal);
    else {
      // Reading the peer's address costs a third of an empty request: once, here.
      const peer = info.remoteAddr as Deno.NetAddr;
      const { address, mode } = services.callers.judge(peer.hostname, headers);
      const asked = request.method === "HEAD" ? asGet(request) : request;
      const found: Found = { requestId, peer, address, mode, session: null, inbound: null, done: false };
      services.connections.asked(peer);
      try {
        response = await currentRequest.run(requestId, () => app.fetch(asked, { services, found }));
      } finally {
        services.connections.answered(peer);
        found.inbound?.end();
      }
    }
    services.metrics.observe(routeOf(path), response.status, performance.now() - started);
    return response;
  };
}

export function createApp({ schema, rights, endpoints, page, verifyJournal, makeArchive, exportJournal }: AppParts): Hono<Env> {
  const app = new Hono<Env>();
  healthRoutes(app);
  authRoutes(app);
  userRoutes(app);
  queryRoutes(app);
  socketRoutes(app);
  metricsRoutes(app);
  schemaRoutes(app, schema, rights);
  sessionRoutes(app);
  networkRoutes(app);
  journalRoutes(app, schema, exportJournal, verifyJournal);
  archiveRoutes(app, makeArchive);
  commandRoutes(app, endpoints);
  openapiRoutes(app, operations(endpoints));
  pageRoutes(app, page);
  const methods = methodsByPath(app);
  // Here and not as a route of its own: a path with one route is dispatched at half the cost.
  app.notFound((c) => {
    const allowed = methods(c.req.path);
    // An address such as /assets/:name may be known and yet have nothing there.
    if (allowed === null || allowed.includes(c.req.method)) return thrownResponse(c, new AppError("not_found"));
    const refused = thrownResponse(c, new AppError("method_not_allowed", { method: c.req.method }));
    refused.headers.set("allow", allowed.join(", "));
    return refused;
  });
  app.onError((error, c) => thrownResponse(c, error));
  return app;
}

/** The methods that a path has; null for a path that is none of ours. */
function methodsByPath(app: Hono<Env>): (path: string) => readonly string[] | null {
  const known = new Map<string, { pattern: RegExp; methods: string[] }>();
  for (const { method, path } of app.routes) {
    const entry = known.get(path) ??
      { pattern: new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+").replaceAll(".", "\\.")}$`), methods: [] };
    entry.methods.push(...method === "GET" ? ["GET", "HEAD"] : [method]);
    known.set(path, entry);
  }
  const entries = [...known.values()];
  return (path) => entries.find(({ pattern }) => pattern.test(path))?.methods ?? null;
}

/** Names a request for the metrics: a path of the API, or one name for all else, so that nobody can make new ones. */
function routeNames(known: readonly Operation[]): (path: string) => string {
  const exact = new Set(known.filter(({ path }) => !path.includes(":")).map(({ path }) => path));
  const patterns = known.filter(({ path }) => path.includes(":"))
    .map(({ path }) => ({ path, pattern: new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`) }));
  return (path) => {
    if (exact.has(path)) return path;
    const found = patterns.find(({ pattern }) => pattern.test(path));
    return found?.path ?? (path.startsWith("/api/") ? "unknown" : "page");
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
