/** The figures of the running server as Prometheus reads them. */
import { Counter, Gauge, Registry } from "prom-client";
import type { Figures } from "./figures.ts";
import type { Metrics } from "./request_metrics.ts";

export async function prometheus(figures: Figures, requests: Metrics): Promise<{ text: string; type: string }> {
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name: `comptoir_${name}`, help, registers: [registry] }).set(value);
  const counter = (name: string, help: string, value: number) =>
    new Counter({ name: `comptoir_${name}`, help, registers: [registry] }).inc(value);
  const roles = new Gauge({ name: "comptoir_clients", help: "Connected tills", labelNames: ["role"], registers: [registry] });
  for (const [role, count] of Object.entries(figures.clients.by_role)) roles.set({ role }, count);
  counter("http_requests_total", "Requests answered", figures.requests.total);
  counter("http_errors_total", "Requests answered with a server error", figures.requests.errors);
  if (figures.connections.open !== null) gauge("connections", "Connections of the port", figures.connections.open);
  counter("connections_ended_total", "Connections ended for being too many, or silent for too long", figures.connections.ended);
  gauge("database_size_bytes", "Size of the database file", figures.database.size_bytes);
  if (figures.database.disk_free_bytes !== null) {
    gauge("disk_free_bytes", "Room on the data folder's disk", figures.database.disk_free_bytes);
  }
  gauge("database_wal_bytes", "Size of the write-ahead log", figures.database.wal_bytes);
  gauge("database_queued", "Requests waiting for the database", figures.database.queued);
  gauge("database_commit_seconds_p99", "99th percentile of recent commits", figures.database.commit_ms.p99 / 1000);
  counter("database_commits_total", "Transactions committed", figures.database.commits);
  counter("database_writes_total", "Requests that changed something", figures.database.writes);
  counter("realtime_messages_total", "Frames sent to tills", figures.realtime.messages);
  counter("realtime_dropped_total", "Tills cut for being too slow", figures.realtime.dropped);
  gauge("sessions", "Open sessions", figures.auth.sessions);
  counter("auth_failures_total", "Failed sign-ins", figures.auth.failures);
  gauge("process_resident_memory_bytes", "Resident memory", figures.process.rss_bytes);
  gauge("uptime_seconds", "Seconds since the start", figures.process.uptime_s);
  const text = `${await registry.metrics()}\n${await requests.registry.metrics()}`;
  return { text, type: registry.contentType };
}
