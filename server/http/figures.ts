/** Figures of the running server, gathered when somebody asks. */
import type { Services } from "./context.ts";

export async function figuresOf(
  { database, sessions, accounts, hub, connections, metrics, version, startedAt, clock }: Services,
) {
  return {
    clients: hub.clients,
    connections: { open: connections.open, ended: connections.ended },
    requests: { total: metrics.total, errors: metrics.errors, latency_ms: await metrics.latency() },
    database: database.metrics(),
    realtime: { messages: hub.messages, dropped: hub.dropped },
    auth: { sessions: sessions.open.length, failures: accounts.failures },
    process: { rss_bytes: Deno.memoryUsage().rss, uptime_s: Math.floor((clock.elapsed() - startedAt) / 1000), version },
  };
}

export type Figures = Awaited<ReturnType<typeof figuresOf>>;
