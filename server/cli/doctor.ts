/** `comptoir doctor`: what may be wrong with this PC, each with what helps. It writes nothing into the shop's folder. */
import type { DatabaseSync } from "node:sqlite";
import { statfs } from "node:fs/promises";
import { ownZone } from "../../shared/time_zone.ts";
import { LIMITS } from "../../shared/limits.ts";
import { momentOf, processClock } from "../database/clock.ts";
import { type BackupSettings, backupsIn } from "../database/files/kept_backups.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { type Facts, findingsOf } from "../doctor.ts";
import type { Finding } from "../http/context.ts";
import { existingFolder } from "./console.ts";
import { problemOf, walkOf } from "./journal.ts";
import { performLooking } from "./lock.ts";
import { lookedAt } from "./looked_at.ts";
import { engineWarning } from "./runtime.ts";

interface Flags {
  readonly data?: string;
  readonly port: number;
  readonly json?: boolean;
}

const MARKS = { good: "ok ", bad: "!! ", unknown: "?  " } as const;

/** Exit code 1 when something is wrong. */
export async function doctor({ data, port, json = false }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const findings = await performLooking<readonly Finding[]>(
    folder,
    "doctor",
    {},
    async () => findingsOf(await alone(folder, port)),
  );
  if (json) console.log(JSON.stringify({ findings }, null, 2));
  else {for (const { check, state, said, remedy } of findings) {
      console.log(`${MARKS[state]} ${check.padEnd(14)} ${said.en}${remedy === null ? "" : ` → ${remedy.en}`}`);
    }}
  return findings.some(({ state }) => state === "bad") ? 1 : 0;
}

async function alone(folder: DataFolder, port: number): Promise<Facts> {
  const room = await statfs(folder.path).catch(() => null);
  const now = momentOf(processClock());
  const found = await lookedAt(folder.database, async (db) => ({
    ...ofDatabase(db),
    journal: problemOf(await walkOf(folder, db)),
  }));
  const newest = backupsIn(folder.backups).find(({ kind }) => kind === "auto" || kind === "comptoir")?.made_at ?? null;
  const hours = found.settings?.hours || LIMITS.backupHours;
  const old = newest !== null && Date.parse(now) - Date.parse(newest) > hours * 3_600_000 + LIMITS.backupLateMs;
  return {
    port: { number: port, state: isFree(port) ? "free" : "taken" },
    engine_warning: engineWarning(),
    disk_free_bytes: room === null ? null : room.bavail * room.bsize,
    commit_ms: null,
    now,
    last_record: found.last_record,
    zone: found.zone,
    pc_zone: ownZone(),
    pages: found.pages,
    journal: found.journal,
    backup: { newest, old, failed: null },
    second: { folder: found.settings?.second_folder ?? null, failed: null },
    certificate: null,
    proxy: { origin: null, trusted: [] },
  };
}

function ofDatabase(db: DatabaseSync) {
  const [check] = db.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
  const [last] = db.prepare("SELECT at FROM _journal ORDER BY seq DESC LIMIT 1").all() as { at: string }[];
  const [kept] = db.prepare("SELECT value FROM _meta WHERE name = 'backup_settings'").all() as { value: string }[];
  const [shop] = db.prepare("SELECT * FROM boutique").all() as { fuseau?: string | null }[];
  return {
    pages: check?.quick_check === "ok" ? "" : check?.quick_check ?? "it cannot be read",
    last_record: last?.at ?? null,
    settings: kept === undefined ? null : JSON.parse(kept.value) as BackupSettings,
    zone: shop?.fuseau ?? null,
  };
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "0.0.0.0", port }).close();
    return true;
  } catch {
    return false;
  }
}
