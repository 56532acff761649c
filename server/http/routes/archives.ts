/** GET /api/archives/:periode: the frozen, signed archive of a day, month or year, for the owner. */
import { AppError, say } from "../../../shared/errors.ts";
import { kept } from "../files.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";

const NO_PERIOD = say(
  "Cette adresse ne nomme ni un jour (2026-11-22), ni un mois (2026-11), ni une année (2026)",
  "This address names neither a day (2026-11-22) nor a month (2026-11) nor a year (2026)",
);

export const archiveRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/archives/:periode",
    scope: "reports",
    summary: "The signed archive of a day, month or year (ZIP)",
    description:
      "Records as signed, of each series one piece without a gap; tables, manifest, signature, and a page that verifies it offline. " +
      "Making one is recorded.",
    answer: null,
    media: ["application/zip"],
    errors: ["not_found", "disk_low", ...DATABASE],
    run: async ({ c, services: { disk, makeArchive, database }, parameters, actor }) => {
      const periode = parameters["periode"]!;
      // It is written beside the database before it is sent: what is left there is the tills'.
      if (disk.low) throw new AppError("disk_low", { free_mib: disk.freeMiB });
      // Who has left wants none.
      const archive = await makeArchive(periode, c.req.raw.signal);
      if (archive === null) throw new AppError("not_found", { reason: NO_PERIOD });
      try {
        await database.command("archives.noter", actor, { periode, manifeste: archive.manifestHash });
      } catch (error) {
        await archive.body.cancel();
        throw error;
      }
      return kept(c, archive.body, "application/zip", `comptoir-archive-${periode}.zip`, archive.size);
    },
  }),
];
