/** /api/backups: copies of the database in the data folder. */
import * as z from "zod";
import { AppError } from "../../../shared/errors.ts";
import { type AnyRoute, DATABASE, NOTHING, route } from "../route.ts";
import { count, time } from "./shapes.ts";

const kept = z.object({ name: z.string(), size_bytes: count, made_at: time }).meta({ id: "Backup" });

export const backupRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/backups",
    summary: "The copies of the database in the data folder, newest first",
    answer: z.object({ folder: z.string().describe("Where they lie on the server PC."), backups: z.array(kept) })
      .meta({ id: "Backups" }),
    errors: [],
    run: ({ services: { backups } }) => ({ folder: backups.folder.backups, backups: backups.list() }),
  }),
  route({
    method: "POST",
    path: "/api/backups",
    summary: "Make one more, while the shop works",
    description: "Its keys are not in it: they lie in files of their own in the data folder.",
    body: NOTHING,
    mayBeEmpty: true,
    status: 201,
    answer: kept,
    errors: ["disk_low", ...DATABASE],
    run: ({ services: { backups, disk }, actor }) => {
      if (disk.low) throw new AppError("disk_low", { free_mib: disk.freeMiB });
      return backups.keep(actor);
    },
  }),
];
