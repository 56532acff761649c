/** GET /api/metrics: figures of the running server, as JSON or Prometheus text. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import { figuresOf } from "../figures.ts";
import { prometheus } from "../prometheus.ts";
import { textAnswer } from "../respond.ts";
import { type AnyRoute, route } from "../route.ts";
import { count } from "./shapes.ts";

const percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });
const shape = z.object({
  clients: z.object({
    connected: count.describe("Open sockets."),
    by_role: z.record(z.string(), count),
  }),
  connections: z.object({
    open: count.nullable().describe("Of the port, sockets among them; null where the system does not tell."),
    ended: count.describe("Ended for being too many of an address, or silent for too long."),
  }),
  requests: z.object({
    total: count,
    errors: count.describe("Answered with a status from 500 on."),
    latency_ms: z.record(z.string(), percentiles).describe("Milliseconds by route."),
  }),
  database: z.object({
    size_bytes: count,
    wal_bytes: count,
    disk_free_bytes: count.nullable().describe("Room on the data folder's disk; null where it is not known."),
    commits: count.describe("Transactions."),
    writes: count.describe("Requests that changed something."),
    batch_mean: z.number().describe("Requests in a transaction."),
    commit_ms: percentiles.describe("Milliseconds of the last transactions."),
    queued: count.describe("Requests that wait for the database."),
  }),
  realtime: z.object({
    messages: count.describe("Frames sent."),
    dropped: count.describe("Sockets cut for being too slow."),
  }),
  auth: z.object({ sessions: count.describe("Open sessions."), failures: count.describe("Failed sign-ins.") }),
  process: z.object({ rss_bytes: count, uptime_s: count, version: z.string() }),
}).meta({ id: "Metrics" });

const figures = (text: string) => z.array(z.number()).describe(text);
const recent = z.object({
  every_ms: count.describe("Between two."),
  requests: figures("Since the one before."),
  errors: figures("Of these, answered with a status from 500 on."),
  commit_ms: figures("p99 of the last transactions, milliseconds."),
  connected: figures("Open sockets."),
  rss_bytes: figures("Memory."),
}).meta({ id: "RecentMetrics" });

export const metricsRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/metrics/recent",
    scope: "metrics",
    summary: "Figures of the last hour, the oldest first",
    description: "From the server's start on, an hour at most; nothing of them is stored.",
    answer: recent,
    errors: [],
    run: ({ services }) => ({ every_ms: LIMITS.figuresMs, ...services.recent.kept }),
  }),
  route({
    method: "GET",
    path: "/api/metrics",
    auth: "local",
    scope: "metrics",
    summary: "Figures of the running server",
    description: "JSON, or Prometheus text with Accept: text/plain.",
    answer: shape,
    media: ["text/plain"],
    errors: [],
    run: async ({ c, services, headers }) => {
      const figures = await figuresOf(services);
      if (!/\btext\/plain\b|openmetrics/.test(headers.get("accept") ?? "")) return figures;
      const { database: { head, queues }, backups, headOffice } = services;
      const { failed = null, defect = null } = backups.last ?? {};
      const state = {
        backup: backups.newest,
        backupFailed: failed !== null,
        journalDefect: defect !== null,
        head,
        queues,
        headOffice: headOffice.status,
        application: await services.gauges(),
      };
      const { text, type } = await prometheus(figures, state, services.metrics);
      return textAnswer(c, text, type);
    },
  }),
];
