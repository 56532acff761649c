/** /api/journal: what happened, for the owner; as a file to keep; and whether it is still as it was written. */
import type { Hono } from "hono";
import { AppError, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { CSV_COLUMNS, type JournalSearch } from "../database/journal/search.ts";
import type { Table } from "../database/schema/schema.ts";
import type { DatabaseService } from "../database/service.ts";
import { GZIP, PLAIN, takesGzip } from "./compression.ts";
import type { Env } from "./context.ts";
import { journalSearch } from "./journal_filter.ts";
import { json, jsonText } from "./respond.ts";
import { requireOwner } from "./session.ts";

export function journalRoutes(app: Hono<Env>, schema: readonly Table[], verify: () => Promise<unknown>): void {
  app.get("/api/journal", async (c) => {
    const { user } = await requireOwner(c);
    const { database } = c.env.services;
    const { seqs, more } = await database.findRecords(journalSearch(c.req.query(), schema), user.id);
    return jsonText(
      c,
      `{"records":[${await database.writeRecords(seqs, "records")}],"next_before":${more ? seqs.at(-1) : null}}`,
    );
  });

  app.get("/api/journal/export", async (c) => {
    const { user } = await requireOwner(c);
    const format = c.req.query("format") ?? "jsonl";
    if (format !== "jsonl" && format !== "csv") {
      throw new AppError("invalid_body", { field: "format", reason: say("jsonl ou csv", "jsonl or csv") });
    }
    const stream = exported(c.env.services.database, journalSearch(c.req.query(), schema), format, user.id);
    const gzip = takesGzip(c.req.raw.headers.get("accept-encoding"));
    return new Response(gzip ? stream.pipeThrough(new CompressionStream("gzip")) : stream, {
      headers: {
        ...gzip ? GZIP : PLAIN,
        "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson",
        "content-disposition": `attachment; filename="comptoir-journal.${format}"`,
        "x-request-id": c.env.found.requestId,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  });

  app.get("/api/journal/verify", async (c) => {
    await requireOwner(c);
    return json(c, await verify());
  });
}

/**
 * Oldest first, up to where the journal ends now, stretch by stretch: the journal of years never stands in memory whole. It
 * leaves in small pieces with a pause behind each: the thread that compresses and sends them answers the tills as well.
 */
function exported(database: DatabaseService, search: JournalSearch, format: "jsonl" | "csv", owner: number) {
  const encoder = new TextEncoder();
  const pieces = async function* (): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    if (format === "csv") yield encoder.encode(`${CSV_COLUMNS.join(",")}\r\n`);
    for await (const text of pages(database, search, format, owner)) {
      const bytes = encoder.encode(text);
      for (let at = 0; at < bytes.length; at += LIMITS.exportPieceBytes) {
        yield bytes.subarray(at, at + LIMITS.exportPieceBytes);
        await new Promise((resolve) => setTimeout(resolve, LIMITS.exportPauseMs));
      }
    }
  };
  return ReadableStream.from(pieces());
}

async function* pages(
  database: DatabaseService,
  search: JournalSearch,
  format: "jsonl" | "csv",
  owner: number,
): AsyncGenerator<string> {
  const end = Math.min(search.before, database.head + 1);
  let after = search.after;
  while (after < end - 1) {
    const before = Math.min(after + LIMITS.journalWalk, end);
    const stretch: JournalSearch = { ...search, after, before, order: "ASC", limit: LIMITS.journalPage };
    const { seqs, more } = await database.findRecords(stretch, owner);
    after = more ? seqs.at(-1)! : before - 1;
    if (seqs.length > 0) yield await database.writeRecords(seqs, format);
  }
}
