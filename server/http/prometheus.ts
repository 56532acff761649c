/** The figures of the running server as Prometheus reads them: every series is there from the start, at 0 if need be. */
import { Counter, Gauge, Registry } from "prom-client";
import type { Gauge as ApplicationGauge } from "../database/application.ts";
import type { LinkStatus } from "../head_office/link_status.ts";
import { ROLES } from "../../shared/roles.ts";
import type { Figures } from "./figures.ts";
import type { Metrics } from "./request_metrics.ts";

/** What is told besides the figures that are JSON as well. */
export interface State {
  /** Of the last backup that may be put back, RFC 3339; null without one. */
  readonly backup: string | null;
  /** Whether the last one that was tried failed, and whether it found records that are not whole. */
  readonly backupFailed: boolean;
  readonly journalDefect: boolean;
  /** The journal's last number. */
  readonly head: number;
  readonly queues: { readonly writer: number; readonly readers: number };
  readonly headOffice: LinkStatus | null;
  readonly application: readonly ApplicationGauge[];
}

export async function prometheus(figures: Figures, state: State, requests: Metrics): Promise<{ text: string; type: string }> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name: `comptoir_${name}`, help, registers }).set(value);
  const counter = (name: string, help: string, value: number) =>
    new Counter({ name: `comptoir_${name}`, help, registers }).inc(value);
  const labelled = (name: string, help: string, label: string, values: Readonly<Record<string, number>>) => {
    const made = new Gauge({ name: `comptoir_${name}`, help, labelNames: [label], registers });
    for (const [key, value] of Object.entries(values)) made.set({ [label]: key }, value);
  };
  const { clients, connections, database, realtime, auth, process } = figures;
  const { deno, v8 } = Deno.version;
  new Gauge({ name: "comptoir_build_info", help: "1; what runs", labelNames: ["version", "deno", "v8", "os"], registers })
    .set({ version: process.version, deno, v8, os: Deno.build.os }, 1);
  labelled("clients", "Connected tills", "role", { ...Object.fromEntries(ROLES.map((role) => [role, 0])), ...clients.by_role });
  counter("http_errors_total", "Requests answered with a server error", figures.requests.errors);
  if (connections.open !== null) gauge("connections", "Connections of the port", connections.open);
  counter("connections_ended_total", "Connections ended for being too many, or silent for too long", connections.ended);
  gauge("database_size_bytes", "Size of the database file", database.size_bytes);
  if (database.disk_free_bytes !== null) gauge("disk_free_bytes", "Room on the data folder's disk", database.disk_free_bytes);
  gauge("database_wal_bytes", "Size of the write-ahead log", database.wal_bytes);
  labelled("database_queued", "Requests waiting for the database", "queue", state.queues);
  gauge("database_commit_seconds_p99", "99th percentile of recent commits", database.commit_ms.p99 / 1000);
  counter("database_commits_total", "Transactions committed", database.commits);
  counter("database_writes_total", "Requests that changed something", database.writes);
  gauge("journal_seq", "Number of the journal's last record", state.head);
  gauge("journal_defect", "1: the last backup found records that are not whole", Number(state.journalDefect));
  gauge("backup_last_success_timestamp_seconds", "When the last backup was made; 0 without one", seconds(state.backup));
  gauge("backup_failed", "1: the last one that was tried failed", Number(state.backupFailed));
  counter("realtime_messages_total", "Frames sent to tills", realtime.messages);
  counter("realtime_dropped_total", "Tills cut for being too slow", realtime.dropped);
  gauge("sessions", "Open sessions", auth.sessions);
  counter("auth_failures_total", "Failed sign-ins", auth.failures);
  gauge("process_resident_memory_bytes", "Resident memory", process.rss_bytes);
  gauge("uptime_seconds", "Seconds since the start", process.uptime_s);
  for (const { name, help, value } of [...linkGauges(state.headOffice), ...state.application]) gauge(name, help, value);
  const text = `${await registry.metrics()}\n${await requests.text()}`;
  return { text, type: registry.contentType };
}

/** Without a head office there is nothing to come; what nobody knows is no number. */
function linkGauges(link: LinkStatus | null): ApplicationGauge[] {
  const known = (value: number | null) => link === null ? 0 : value ?? NaN;
  const is = (...states: readonly LinkStatus["state"][]) => Number(link !== null && states.includes(link.state));
  return [
    { name: "head_office_linked", help: "1: the shop sends its journal to a head office", value: Number(link !== null) },
    { name: "head_office_connected", help: "1: head office's database answers", value: is("sending", "current") },
    { name: "head_office_refused", help: "1: nothing is sent until somebody has looked why", value: is("refused") },
    {
      name: "head_office_unsent_records",
      help: "Journal records that head office does not have",
      value: known(link?.unsent ?? null),
    },
    { name: "head_office_lag_seconds", help: "Age of the first of them; 0 for none", value: known(link?.lag_s ?? null) },
    { name: "head_office_sent_seq", help: "Number of the last record that head office has", value: known(link?.sent ?? null) },
    {
      name: "head_office_last_sent_timestamp_seconds",
      help: "When records were last received there since the start; 0 for not yet",
      value: seconds(link?.sent_at ?? null),
    },
  ];
}

function seconds(at: string | null): number {
  return at === null ? 0 : Date.parse(at) / 1000;
}
