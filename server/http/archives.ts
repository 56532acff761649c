/** GET /api/archives/:periode: the frozen, signed archive of a day, month or year, for the owner. */
import type { Hono } from "hono";
import { AppError, say } from "../../shared/errors.ts";
import type { Env } from "./context.ts";
import { actorOf, requireOwner } from "./session.ts";

export interface MadeArchive {
  /** Bytes of the ZIP. */
  readonly size: number;
  /** SHA-256 of the manifest: what the fiscal journal keeps of the archive. */
  readonly manifestHash: string;
  /** Its file is closed when it is read or cancelled. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

const NO_PERIOD = say(
  "Cette adresse ne nomme ni un jour (2026-11-22), ni un mois (2026-11), ni une année (2026)",
  "This address names neither a day (2026-11-22) nor a month (2026-11) nor a year (2026)",
);

/** `make` builds the ZIP beside the server's work, in a file; null for what is no period. */
export function archiveRoutes(app: Hono<Env>, make: (periode: string, signal: AbortSignal) => Promise<MadeArchive | null>): void {
  app.get("/api/archives/:periode", async (c) => {
    const session = await requireOwner(c);
    const periode = c.req.param("periode");
    // It is written beside the database before it is sent: what is left there is the tills'.
    const { disk } = c.env.services;
    if (disk.low) throw new AppError("disk_low", { free_mib: disk.freeMiB });
    // Who has left wants none.
    const archive = await make(periode, c.req.raw.signal);
    if (archive === null) throw new AppError("not_found", { reason: NO_PERIOD });
    const noted = { periode, manifeste: archive.manifestHash };
    try {
      await c.env.services.database.command("archives.noter", actorOf(c, session), noted);
    } catch (error) {
      await archive.body.cancel();
      throw error;
    }
    return new Response(archive.body, {
      headers: {
        "content-type": "application/zip",
        "content-length": String(archive.size),
        "content-disposition": `attachment; filename="comptoir-archive-${periode}.zip"`,
        "x-request-id": c.env.found.requestId,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  });
}
