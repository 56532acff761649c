/** What a running server knows of its PC, for the doctor. */
import { ownZone } from "../shared/time_zone.ts";
import { momentOf } from "./database/clock.ts";
import type { Facts } from "./doctor.ts";
import type { Services } from "./http/context.ts";
import type { Printing } from "./printing.ts";
import type { ServerOptions } from "./server_options.ts";

interface Known extends Pick<Services, "database" | "backups" | "clock" | "timeZone" | "warning"> {
  readonly printing: Printing;
}

/** The journal is as the last backup found it: walking it takes minutes. */
export async function factsOf(
  { database, backups, printing, clock, timeZone, warning }: Known,
  options: ServerOptions,
): Promise<Facts> {
  const { disk_free_bytes, commit_ms } = database.metrics();
  const [last] = await database.read<{ at: string }>("SELECT at FROM _journal ORDER BY seq DESC LIMIT 1");
  const tried = backups.last;
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
    printers: await printing.standings(),
    certificate: options.certificateTrouble(),
    local_name: options.localName?.standing ?? null,
    proxy: { origin: options.publicOrigin, trusted: options.trustedProxies },
  };
}
