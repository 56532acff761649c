/** GET /api/health: whether the server and its database work; public. */
import * as z from "zod";
import { problem } from "../../../shared/errors.ts";
import type { Health } from "../../../shared/protocol.ts";
import { momentOf } from "../../database/clock.ts";
import type { Asked } from "../asked.ts";
import { json } from "../respond.ts";
import { type AnyRoute, route } from "../route.ts";
import { mode, time } from "./shapes.ts";

const UNAVAILABLE = {
  fr: "La base de données ne peut être lue ou écrite : vérifiez le disque du serveur.",
  en: "The database cannot be read or written: check the server's disk.",
} as const;

const OLD_BACKUP = {
  fr: "La dernière sauvegarde est trop ancienne : faites-en une dans la console, sous Système.",
  en: "The last backup is too old: make one in the console, under System.",
} as const;
const FAILED_BACKUP = {
  fr: "La dernière sauvegarde n'a pas pu être faite : voyez la console, sous Système.",
  en: "The last backup could not be made: see the console, under System.",
} as const;

const health = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  uptime_s: z.number().int(),
  time,
  time_zone: z.string().describe("The shop's, by its IANA name: Europe/Paris"),
  database: z.enum(["ok", "unavailable"]),
  mode,
  setup_required: z.boolean(),
  detail: z.string().optional(),
  warning: z.string().optional().describe("A sentence for the owner: an old engine, a disk that is nearly full, an old backup."),
}).meta({ id: "Health" });

export const healthRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/health",
    auth: "public",
    summary: "Whether the server and its database work",
    answer: health,
    otherwise: {
      status: 503,
      text: "The database cannot be read or written: status is degraded and detail says it in a sentence",
      answer: health,
    },
    errors: [],
    atOnce: true,
    run: (asked): Response | Promise<Response> => {
      const { database, accounts } = asked.services;
      const healthy = database.healthy();
      // Known figures are answered at once: this is what every till and every monitor asks.
      if (healthy === true && accounts.knownSetUp) return answer(asked, true, false);
      return Promise.resolve(healthy).then(async (ok) => {
        const required = ok ? await accounts.setupRequired().catch(() => null) : null;
        return answer(asked, required !== null, required ?? false);
      });
    },
  }),
];

function answer(asked: Asked<undefined, null>, ok: boolean, setupRequired: boolean): Response {
  const { services, found } = asked;
  const health: Health & { warning?: string } = {
    status: ok ? "ok" : "degraded",
    version: services.version,
    uptime_s: Math.floor((services.clock.elapsed() - services.startedAt) / 1000),
    time: momentOf(services.clock),
    time_zone: services.timeZone.name,
    database: ok ? "ok" : "unavailable",
    mode: found.mode,
    setup_required: setupRequired,
    ...(ok ? {} : { detail: UNAVAILABLE[asked.locale] }),
  };
  const warnings = services.warning === null ? [] : [services.warning];
  if (services.disk.low) warnings.push(problem("disk_low", { free_mib: services.disk.freeMiB }, asked.locale).detail);
  if (services.backups.old) warnings.push(OLD_BACKUP[asked.locale]);
  if (services.backups.last?.failed != null) warnings.push(FAILED_BACKUP[asked.locale]);
  if (warnings.length > 0) health.warning = warnings.join(" ");
  return json(asked.c, health, ok ? 200 : 503);
}
