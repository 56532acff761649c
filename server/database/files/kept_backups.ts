/** The copies that lie in a folder: what their names say of each, and which of them have outlived their use. */
import { readdirSync, rmSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";

/** Who made it, or for what: by itself, by somebody, before an upgrade or a restore, from a file that was taken away. */
export const BACKUP_KINDS = ["auto", "comptoir", "before-migration", "before-restore", "rescued"] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

export interface KeptBackup {
  readonly name: string;
  /** null for a file that somebody else named. */
  readonly kind: BackupKind | null;
  readonly size_bytes: number;
  /** RFC 3339, by its name: a file that is copied has the time of the copying. */
  readonly made_at: string;
}

/** How many are kept of those made by themselves: the newest of so many days, weeks and months of which there are any. */
export interface Keep {
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

/** How they are made by themselves, as the owner chose. */
export interface BackupSettings extends Keep {
  /** Hours between two; 0 for none but after a closing. */
  readonly hours: number;
  /** A folder on another disk or another PC, as the owner named it. */
  readonly second_folder: string | null;
}

/** How the last try ended. */
export interface BackupTried {
  /** RFC 3339. */
  readonly at: string;
  /** Why there is no copy; null when there is one. */
  readonly failed: string | null;
  /** What is wrong with the records in it, and so in the shop. */
  readonly defect: string | null;
  readonly second_failed: string | null;
}

const NAME =
  /^(auto|comptoir|before-migration|before-restore|rescued)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)(?:-(\d{3}))?Z?\.db$/;

/** The name of one that is made now; to the millisecond, for two in one second are two. */
export function backupName(kind: BackupKind, moment: string): string {
  return `${kind}-${moment.slice(0, 23).replace(/[:.]/g, "-")}.db`;
}

/** Those in a folder, the newest first; none where there is no folder. */
export function backupsIn(folder: string): KeptBackup[] {
  return namesIn(folder).flatMap((name): KeptBackup[] => {
    const found = statOf(join(folder, name));
    if (found === null) return [];
    const { kind, made_at } = told(name) ?? { kind: null, made_at: found.mtime.toISOString() };
    return [{ name, kind, size_bytes: found.size, made_at }];
  }).sort((a, b) => a.made_at < b.made_at ? 1 : -1);
}

/** Takes away what is left of those that a crash cut off: nobody makes one in this folder now. Throws where it cannot be read. */
export function dropCutOff(folder: string): void {
  for (const name of allIn(folder)) {
    const [whole, rest] = name.split(/(?=\.part(?:-wal|-shm|-journal)?$)/);
    if (rest !== undefined && told(whole!) !== null) rmSync(join(folder, name), { force: true });
  }
}

/** Takes those away that have outlived their use, now that `made` is there; of those made by themselves alone. */
export function dropOutlived(folder: string, keep: Keep, made: string): void {
  for (const name of outlived(namesIn(folder), keep, made)) rmSync(join(folder, name), { force: true });
}

/**
 * Counted are days, weeks and months of which there is a copy, not those of the calendar: a shop that was shut for a year,
 * or a clock that was ahead for an hour, costs no copy. Those that bear a later time than `latest`, the one just made, are of
 * a clock that has been put back since: they stay, and take no other's place.
 */
export function outlived(names: readonly string[], { days, weeks, months }: Keep, latest: string | null = null): string[] {
  const until = latest === null ? null : told(latest)?.made_at ?? null;
  const made = names.flatMap((name) => {
    const one = told(name);
    return one?.kind === "auto" && (until === null || one.made_at <= until) ? [{ name, at: one.made_at }] : [];
  }).sort((a, b) => a.at < b.at ? 1 : -1);
  const kept = new Set(made.slice(0, 1).map(({ name }) => name));
  const periods: readonly [number, (at: string) => string][] = [
    [days, (at) => at.slice(0, 10)],
    [weeks, weekOf],
    [months, (at) => at.slice(0, 7)],
  ];
  for (const [count, periodOf] of periods) {
    const newest = new Map<string, string>();
    for (const { name, at } of made) if (!newest.has(periodOf(at))) newest.set(periodOf(at), name);
    for (const name of [...newest.values()].slice(0, count)) kept.add(name);
  }
  return made.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
}

/** The Monday with which it begins, of a moment in RFC 3339. */
function weekOf(at: string): string {
  const day = new Date(`${at.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - (day.getUTCDay() + 6) % 7);
  return day.toISOString().slice(0, 10);
}

function told(name: string): { kind: BackupKind; made_at: string } | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, kind, day, hours, minutes, seconds, ms = "000"] = match;
  const made_at = `${day}T${hours}:${minutes}:${seconds}.${ms}Z`;
  return Number.isNaN(Date.parse(made_at)) ? null : { kind: kind as BackupKind, made_at };
}

function namesIn(folder: string): string[] {
  return allIn(folder).filter((name) => name.endsWith(".db"));
}

function allIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw error;
  }
}

/** null for one that was taken away meanwhile, and for what is no file. */
function statOf(path: string): Stats | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found : null;
}
