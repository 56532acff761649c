/** What a running server knows of its PC, for the doctor. */
import { ownZone } from "../shared/time_zone.ts";
import { momentOf } from "./database/clock.ts";
import type { CardPayments } from "./card_payments.ts";
import type { Facts } from "./doctor.ts";
import type { Services } from "./http/context.ts";
import type { Printing } from "./printing.ts";
import type { ServerOptions } from "./server_options.ts";
import type { Scales } from "./weighing.ts";

interface Known extends Pick<Services, "database" | "backups" | "clock" | "timeZone" | "warning"> {
  readonly printing: Printing;
  readonly scales: Scales;
  readonly cardPayments: CardPayments;
}

/** The journal is as the last backup found it: walking it takes minutes. */
export async function factsOf(
  { database, backups, printing, scales, cardPayments, clock, timeZone, warning }: Known,
  options: ServerOptions,
): Promise<Facts> {
  const { disk_free_bytes, commit_ms } = database.metrics();
  const [last] = await database.read<{ at: string }>("SELECT at FROM _journal ORDER BY seq DESC LIMIT 1");
  const tried = backups.last;
  // Each waits for what does not answer: side by side they wait as long as one of them.
  const devices = await Promise.all([printing.standings(), scales.standings(), cardPayments.standings()]);
  return {
    port: { number: options.listener.port, state: "serving" },
    engine_warning: warning,
    disk_free_bytes,
    commit_ms: commit_ms.p50,
    now: momentOf(clock),
    last_record: last?.at ?? null,
    zone: timeZone.name,
    pc_zone: ownZone(),
    pages: await database.healthy() ? "" : "the database cannot be read or written",
    journal: tried === null || tried.failed !== null ? null : tried.defect ?? "",
    backup: { newest: backups.newest, old: backups.old, failed: tried?.failed ?? null },
    second: { folder: backups.settings.second, failed: tried?.second_failed ?? null },
    printers: devices[0],
    scales: devices[1],
    terminals: devices[2],
    certificate: options.certificateTrouble(),
    local_name: options.localName?.standing ?? null,
    proxy: { origin: options.publicOrigin, trusted: options.trustedProxies },
  };
}
