/** GET /api/health: whether the server and its database work; public. */
import { type Locale, localeOf, problem } from "../../shared/errors.ts";
import type { Health } from "../../shared/protocol.ts";
import type { Hono } from "hono";
import type { Env, RequestContext } from "./context.ts";
import { momentOf } from "../database/clock.ts";
import { json } from "./respond.ts";

const UNAVAILABLE = {
  fr: "La base de données ne peut être lue ou écrite : vérifiez le disque du serveur.",
  en: "The database cannot be read or written: check the server's disk.",
} as const;

export function healthRoutes(app: Hono<Env>): void {
  app.get("/api/health", (c): Response | Promise<Response> => {
    const { database, accounts } = c.env.services;
    const healthy = database.healthy();
    // Known figures are answered at once: this is what every till and every monitor asks.
    if (healthy === true && accounts.knownSetUp) return answer(c, true, false);
    return Promise.resolve(healthy).then(async (ok) => {
      const required = ok ? await accounts.setupRequired().catch(() => null) : null;
      return answer(c, required !== null, required ?? false);
    });
  });
}

function answer(c: RequestContext, ok: boolean, setupRequired: boolean): Response {
  const { services, found } = c.env;
  const health: Health & { warning?: string } = {
    status: ok ? "ok" : "degraded",
    version: services.version,
    uptime_s: Math.floor((services.clock.elapsed() - services.startedAt) / 1000),
    time: momentOf(services.clock),
    time_zone: services.timeZone,
    database: ok ? "ok" : "unavailable",
    mode: found.mode,
    setup_required: setupRequired,
    ...(ok ? {} : { detail: UNAVAILABLE[locale(c)] }),
  };
  const warnings = services.warning === null ? [] : [services.warning];
  if (services.disk.low) warnings.push(problem("disk_low", { free_mib: services.disk.freeMiB }, locale(c)).detail);
  if (warnings.length > 0) health.warning = warnings.join(" ");
  return json(c, health, ok ? 200 : 503);
}

function locale(c: RequestContext): Locale {
  return localeOf(c.req.header("accept-language"));
}
