/** `comptoir doctor`: what may be wrong with this PC, each with what helps. It writes nothing into the shop's folder. */
import type { DatabaseSync } from "node:sqlite";
import { ownZone } from "../../shared/time_zone.ts";
import { LIMITS } from "../../shared/limits.ts";
import { momentOf, processClock } from "../database/clock.ts";
import { freeBytes } from "../database/files/disk_space.ts";
import { type BackupSettings, backupsIn, type BackupTried } from "../database/files/kept_backups.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { isThere } from "../devices/card_terminal.ts";
import { weigh } from "../devices/scale.ts";
import { type Reachable, standingOf } from "../devices/standing.ts";
import { type Facts, findingsOf } from "../doctor.ts";
import type { DeviceFacts } from "../doctor_devices.ts";
import { LAST_BACKUP, type LastBackup, triedOf } from "../last_backup.ts";
import type { Finding } from "../http/finding.ts";
import { Certificates } from "../security/certificates.ts";
import { certificateWarnings } from "./certificate.ts";
import { existingFolder } from "./console.ts";
import { problemOf, walkOf } from "./journal.ts";
import { performLooking } from "./lock.ts";
import { Damaged, lookedAt } from "./looked_at.ts";
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
  const disk_free_bytes = await freeBytes(folder.path);
  const now = momentOf(processClock());
  const found = await lookedAt(folder.database, (db) => ofDatabase(folder, db)).catch((error: Error) => {
    // That is what a doctor is asked for.
    if (error instanceof Damaged) return { ...UNREAD, pages: error.message };
    throw error;
  });
  const newest = backupsIn(folder.backups).find(({ kind }) => kind === "auto" || kind === "comptoir")?.made_at ?? null;
  const hours = found.settings?.hours || LIMITS.backupHours;
  const old = newest !== null && Date.parse(now) - Date.parse(newest) > hours * 3_600_000 + LIMITS.backupLateMs;
  return {
    port: { number: port, state: isFree(port) ? "free" : "taken" },
    engine_warning: engineWarning(),
    disk_free_bytes,
    commit_ms: null,
    now,
    last_record: found.last_record,
    zone: found.zone,
    pc_zone: ownZone(),
    pages: found.pages,
    journal: found.journal,
    backup: { newest, old, failed: found.tried?.failed ?? null },
    second: { folder: found.settings?.second_folder ?? null, failed: found.tried?.second_failed ?? null },
    ...await askedNow(found.devices),
    certificate: certificateWarnings(new Certificates(folder).server?.cert, { allowHost: [] }),
    local_name: null,
    proxy: { origin: null, trusted: [] },
  };
}

interface FoundInside extends Pick<Facts, "pages" | "journal" | "last_record" | "zone"> {
  readonly settings: BackupSettings | null;
  readonly tried: BackupTried | null;
  readonly devices: KnownDevices | null;
}
interface KnownDevices {
  readonly printers: readonly (Reachable & { readonly name: string })[];
  readonly scales: readonly { readonly name: string; readonly address: string }[];
  readonly terminals: readonly { readonly name: string; readonly host: string; readonly port: number }[];
}
const UNREAD: FoundInside = {
  pages: null,
  journal: null,
  last_record: null,
  zone: null,
  settings: null,
  tried: null,
  devices: null,
};

async function ofDatabase(folder: DataFolder, db: DatabaseSync): Promise<FoundInside> {
  const [check] = db.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
  if (check?.quick_check !== "ok") return { ...UNREAD, pages: check?.quick_check ?? "it cannot be read" };
  const [last] = db.prepare("SELECT at FROM _journal ORDER BY seq DESC LIMIT 1").all() as { at: string }[];
  const [kept] = db.prepare("SELECT value FROM _meta WHERE name = 'backup_settings'").all() as { value: string }[];
  const [shop] = db.prepare("SELECT * FROM boutique").all() as { fuseau?: string | null }[];
  const [tried] = db.prepare(LAST_BACKUP).all() as unknown as LastBackup[];
  return {
    pages: "",
    journal: problemOf(await walkOf(folder, db)),
    last_record: last?.at ?? null,
    settings: kept === undefined ? null : JSON.parse(kept.value) as BackupSettings,
    zone: shop?.fuseau ?? null,
    tried: triedOf(tried),
    devices: { printers: printersIn(db), ...besideTills(db) },
  };
}

/** All of them side by side: each may be waited for. Without a server nobody else speaks to them. */
async function askedNow(known: KnownDevices | null): Promise<DeviceFacts> {
  if (known === null) return { printers: null, scales: null, terminals: null };
  // Several tills may have one.
  const weighings = once(known.scales, ({ address }) => address, ({ address }) => weigh(address));
  const theres = once(known.terminals, placeOf, isThere);
  const [printers, scales, terminals] = await Promise.all([
    Promise.all(known.printers.map(async ({ name, ...printer }) => ({ name, standing: await standingOf(printer) }))),
    Promise.all(known.scales.map(async ({ name, address }) => ({ name, weighing: await weighings.get(address)! }))),
    Promise.all(known.terminals.map(async (terminal) => ({
      name: terminal.name,
      standing: await theres.get(placeOf(terminal))! ? "there" as const : "away" as const,
    }))),
  ]);
  return { printers, scales, terminals };
}

const placeOf = ({ host, port }: KnownDevices["terminals"][number]) => `${host} ${port}`;

/** Asks each once, however often it is named; by what names it. */
function once<Device, T>(
  devices: readonly Device[],
  nameOf: (device: Device) => string,
  ask: (device: Device) => Promise<T>,
): ReadonlyMap<string, Promise<T>> {
  const named = new Map(devices.map((device) => [nameOf(device), device]));
  return new Map([...named].map(([name, device]) => [name, ask(device)]));
}

/** None in a folder of before there were any. */
function printersIn(db: DatabaseSync): KnownDevices["printers"] {
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'imprimantes'").get() === undefined) return [];
  const rows = db.prepare("SELECT nom, adresse, repond FROM imprimantes ORDER BY nom").all() as {
    nom: string;
    adresse: string;
    repond: number;
  }[];
  return rows.map(({ nom, adresse, repond }) => ({ name: nom, address: adresse, answers: repond === 1 }));
}

/** Those of tills in use, as they are kept: none in a folder of before there was a column for them. */
function besideTills(db: DatabaseSync): Pick<KnownDevices, "scales" | "terminals"> {
  const tills = db.prepare("SELECT * FROM caisses WHERE active = 1 ORDER BY nom").all() as unknown as readonly KeptTill[];
  return {
    scales: tills.flatMap(({ nom, balance }) => typeof balance === "string" ? [{ name: nom, address: balance }] : []),
    terminals: tills.flatMap(({ nom, terminal_adresse, terminal_port }) =>
      typeof terminal_adresse === "string" ? [{ name: nom, host: terminal_adresse, port: terminal_port! }] : []
    ),
  };
}
interface KeptTill {
  readonly nom: string;
  readonly balance?: string | null;
  readonly terminal_adresse?: string | null;
  readonly terminal_port?: number;
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "0.0.0.0", port }).close();
    return true;
  } catch {
    return false;
  }
}
