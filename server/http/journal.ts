/** /api/journal: what happened, for the owner; as a file to keep; and whether it is still as it was written. */
import type { Hono } from "hono";
import { AppError, say } from "../../shared/errors.ts";
import type { ExportForm } from "../database/journal/export.ts";
import type { JournalSearch } from "../database/journal/search.ts";
import type { Table } from "../database/schema/schema.ts";
import { GZIP, PLAIN, takesGzip } from "./compression.ts";
import type { Env } from "./context.ts";
import { journalSearch } from "./journal_filter.ts";
import { outflow } from "./outflow.ts";
import { json, jsonText } from "./respond.ts";
import { requireOwner } from "./session.ts";

/** Makes the journal's file, piece by piece: it throws in the end when that is not all. */
export type ExportJournal = (search: JournalSearch, form: ExportForm, gzip: boolean) => AsyncGenerator<Uint8Array<ArrayBuffer>>;

export function journalRoutes(
  app: Hono<Env>,
  schema: readonly Table[],
  exportJournal: ExportJournal,
  verify: () => Promise<unknown>,
): void {
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
    await requireOwner(c);
    const format = c.req.query("format") ?? "jsonl";
    if (format !== "jsonl" && format !== "csv") {
      throw new AppError("invalid_body", { field: "format", reason: say("jsonl ou csv", "jsonl or csv") });
    }
    const search = journalSearch(c.req.query(), schema);
    const { database, flow } = c.env.services;
    const gzip = takesGzip(c.req.raw.headers.get("accept-encoding"));
    // Up to where the journal ends now.
    const pieces = exportJournal({ ...search, before: Math.min(search.before, database.head + 1) }, format, gzip);
    return new Response(await outflow(pieces, flow, c.env.found), {
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
