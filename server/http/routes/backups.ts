/** /api/backups: copies of the database in the data folder, and how they are made by themselves. */
import * as z from "zod";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { BACKUP_KINDS } from "../../database/files/kept_backups.ts";
import { type AnyRoute, DATABASE, NOTHING, route } from "../route.ts";
import { count, time } from "./shapes.ts";

const kept = z.object({
  name: z.string(),
  kind: z.enum(BACKUP_KINDS).nullable().describe(
    "Made by itself, by somebody, before an upgrade or a restore, or rescued; null for a file that somebody named.",
  ),
  size_bytes: count,
  made_at: time,
}).meta({ id: "Backup" });

const periods = z.number().int().min(1).max(LIMITS.backupPeriodsMost);
const settings = z.strictObject({
  hours: z.number().int().min(0).max(LIMITS.backupHoursMost).describe("Hours between two; 0 for none but after a closing."),
  days: periods.describe("The newest of that many days stays,"),
  weeks: periods.describe("of that many weeks,"),
  months: periods.describe("and of that many months; of those made by themselves alone."),
  second_folder: z.string().min(1).max(LIMITS.folderChars).nullable().describe(
    "A folder on another disk or another PC, where each copy is written once more and read again; null for none.",
  ),
}).meta({ id: "BackupSettings" });

/** As printed in front of a ticket's number. */
const TILL = /^(?:F-)?[A-Z][A-Z0-9]{0,9}$/;

const tried = z.object({
  at: time,
  failed: z.string().nullable().describe("Why there is no copy; null when there is one."),
  defect: z.string().nullable().describe("What is wrong with the records in it, and so in the shop."),
  second_failed: z.string().nullable().describe("Why it does not lie in the second folder."),
}).meta({ id: "BackupTried" });

const restored = z.object({
  at: time,
  file: z.string(),
  failed: z.string().nullable().describe("Why the shop is as it was; null when it is the copy's."),
  kept: z.string().nullable().describe("The database of before, on the server PC; null when nothing was put in its place."),
  next: z.array(z.object({
    number: z.string().describe("The next ticket of a till."),
    copied: z.string().nullable().describe("The last one of that till in the copy."),
    gap: z.boolean().describe("Numbers between the two are left out: they were given after the copy was made."),
  })),
  sure: z.boolean().describe("All that was sold after the copy was made is known: no number comes twice."),
}).meta({ id: "Restored" });

const order = z.strictObject({
  file: z.string().min(1).max(LIMITS.folderChars).describe("The name of one of the copies, as GET /api/backups lists it."),
  last_numbers: z.record(z.string().regex(TILL), z.number().int().min(1).max(999_999_999)).optional().describe(
    "Till (`C1`, or `F-C1` for practice) → the last number that it printed, where a printed receipt has a higher one than the server knows.",
  ),
}).meta({ id: "RestoreOrder" });

export const backupRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/backups",
    summary: "The copies of the database in the data folder, newest first, and how they are made",
    answer: z.object({
      folder: z.string().describe("Where they lie on the server PC."),
      backups: z.array(kept),
      old: z.boolean().describe("Whether the newest is older than it may be."),
      last: tried.nullable().describe("How the last try ended."),
      settings,
      second: z.string().nullable().describe("Where the second copies of this shop lie."),
      restored: restored.nullable().describe("How the restore ended for which this server was begun anew; null for none."),
    }).meta({ id: "Backups" }),
    errors: ["backup_failed"],
    run: ({ services: { backups, restores: { last } }, locale }) => ({
      folder: backups.folder.backups,
      backups: backups.list(),
      old: backups.old,
      last: backups.last,
      settings: backups.settings.now,
      second: backups.settings.second,
      restored: last === null ? null : { ...last, failed: last.failed?.[locale] ?? null },
    }),
  }),
  route({
    method: "POST",
    path: "/api/backups",
    summary: "Make one more, while the shop works",
    description: "It is opened and looked through before it counts: its pages, its rows against the shop's, both journals. " +
      "Its keys are not in it: they lie in files of their own in the data folder.",
    body: NOTHING,
    mayBeEmpty: true,
    status: 201,
    answer: kept,
    errors: ["disk_low", "backup_failed", ...DATABASE],
    run: ({ services: { backups, disk }, actor }) => {
      if (disk.low) throw new AppError("disk_low", { free_mib: disk.freeMiB });
      return backups.keep(actor);
    },
  }),
  route({
    method: "POST",
    path: "/api/backups/restore",
    summary: "Put a copy in the shop's place",
    description:
      "As `comptoir restore`. The copy is looked through while the shop works; then the server stops, puts it in place and " +
      "begins anew on the same port, as a rule within the seconds after this answer. What was sold and changed after the copy was made is " +
      "lost from the shop; the database of before is kept beside the copies. No ticket number is given twice. Sessions, API tokens " +
      "and PINs end; people and passwords are the copy's; each client is given another `epoch`. If it cannot be put in place, the " +
      "server begins anew with the shop as it was, and `restored` of GET /api/backups says why. A server that does not come to " +
      `rest within ${
        LIMITS.restMs / 1000
      } s is replaced by another process with the shop as it was: \`restored\` is null then, ` +
      "its log says why, and the copy is to be asked for again.",
    body: order,
    status: 202,
    answer: z.object({ file: z.string() }),
    errors: ["not_found", "restore_refused", "disk_low", "backup_failed", ...DATABASE],
    run: async ({ services: { restores, disk, database }, actor, body: { file, last_numbers = {} } }) => {
      if (disk.low) throw new AppError("disk_low", { free_mib: disk.freeMiB });
      if (!await database.healthy()) throw new AppError("database_unavailable");
      await restores.begin({ file, last_numbers }, actor);
      return { file };
    },
  }),
  route({
    method: "PUT",
    path: "/api/backups/settings",
    summary: "Say how often they are made by themselves, how many are kept, and where each is written once more",
    description: "One is also made after each closing. In the second folder this shop has a folder of its own, made now: " +
      "while its disk is not plugged in, it is not there, and the copies of that time are not written there.",
    body: settings,
    answer: settings,
    errors: DATABASE,
    run: async ({ services: { backups }, actor, body }) => {
      await backups.settings.change(body, actor);
      return backups.settings.now;
    },
  }),
];
