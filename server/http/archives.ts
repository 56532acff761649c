/** GET /api/archives/:periode: the frozen, signed archive of a day, month or year, for the owner. */
import type { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import type { Env } from "./context.ts";
import { actorOf, requireOwner } from "./session.ts";

export interface MadeArchive {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly manifestHash: string;
}

/** `make` builds the ZIP beside the server's work; null for what is no period. */
export function archiveRoutes(app: Hono<Env>, make: (periode: string) => Promise<MadeArchive | null>): void {
  app.get("/api/archives/:periode", async (c) => {
    const session = await requireOwner(c);
    const periode = c.req.param("periode");
    const archive = await make(periode);
    if (archive === null) throw new AppError("not_found");
    await c.env.services.database.command("archives.noter", actorOf(c, session), { periode, manifeste: archive.manifestHash });
    return new Response(archive.bytes, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="comptoir-archive-${periode}.zip"`,
        "x-request-id": c.env.found.requestId,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  });
}
