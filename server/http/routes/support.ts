/** GET /api/support: what somebody needs who helps from afar, for the owner to read and send. */
import { oneChunk } from "../files.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { supportBundle } from "../support_bundle.ts";

export const supportRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/support",
    summary: "A file for who helps: version, settings, health, figures, last complaints, integrity (ZIP)",
    description: "No secret, no hash, no name of anybody, no sale. That it was made is recorded.",
    answer: null,
    media: ["application/zip"],
    errors: DATABASE,
    run: async ({ c, services, actor }) => {
      const zip = await supportBundle(services, actor);
      const note = { kind: "support_bundle", detail: { bytes: zip.length } };
      // A shop whose database is away needs help most.
      await services.database.command("engine.note", actor, note).catch((error: Error) => {
        console.error(`that a file for who helps was made was not recorded: ${error.message}`);
      });
      return oneChunk(c, zip, "application/zip", "comptoir-support.zip");
    },
  }),
];
