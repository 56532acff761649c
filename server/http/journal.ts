/** /api/journal: what happened, for the owner; as a file to keep; and whether it is still as it was written. */
import type { Hono } from "hono";
import { csvRows } from "../../shared/csv.ts";
import { AppError, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { DatabaseService } from "../database/service.ts";
import { GZIP, PLAIN, takesGzip } from "./compression.ts";
import type { Env } from "./context.ts";
import { type JournalFilter, journalFilter } from "./journal_filter.ts";
import { json } from "./respond.ts";
import { requireOwner } from "./session.ts";

interface Row {
  readonly seq: number;
  readonly content: string;
  readonly hash: string;
  /** Whether there are more behind this page. */
  readonly more: 0 | 1;
}

/** A page of records, at most so many and so many bytes: one write may have changed fifty thousand rows. */
function page(where: string, order: "ASC" | "DESC", limit: number): string {
  return `SELECT seq, content, hash, nth < found OR found = ${limit} AS more FROM (
      SELECT seq, content, hash, row_number() OVER taken AS nth, sum(octet_length(content)) OVER taken AS bytes, count(*) OVER () AS found
      FROM (SELECT seq, content, hash FROM _journal ${where} ORDER BY seq ${order} LIMIT ${limit})
      WINDOW taken AS (ORDER BY seq ${order} ROWS UNBOUNDED PRECEDING))
    WHERE nth = 1 OR bytes <= ${LIMITS.journalPageBytes} ORDER BY nth`;
}

export function journalRoutes(app: Hono<Env>, verify: () => Promise<unknown>): void {
  app.get("/api/journal", async (c) => {
    await requireOwner(c);
    const filter = journalFilter(c.req.query());
    const rows = await c.env.services.database.read<Row>(
      page(filter.where, "DESC", filter.limit),
      ...filter.params,
    );
    const last = rows.at(-1);
    return json(c, { records: rows.map(record), next_before: last?.more === 1 ? last.seq : null });
  });

  app.get("/api/journal/export", async (c) => {
    await requireOwner(c);
    const format = c.req.query("format") ?? "jsonl";
    if (format !== "jsonl" && format !== "csv") {
      throw new AppError("invalid_body", { field: "format", reason: say("jsonl ou csv", "jsonl or csv") });
    }
    const stream = exported(c.env.services.database, journalFilter(c.req.query()), format);
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

function record({ content, hash }: Row): Record<string, unknown> {
  return { ...JSON.parse(content) as Record<string, unknown>, hash };
}

/** Oldest first, page by page: the journal of years never stands in memory whole. */
function exported(
  database: DatabaseService,
  filter: JournalFilter,
  format: "jsonl" | "csv",
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const and = filter.where === "" ? "WHERE" : `${filter.where} AND`;
  let after = 0;
  return new ReadableStream({
    start: (controller) => {
      if (format === "csv") controller.enqueue(encoder.encode(`${CSV_COLUMNS.join(",")}\r\n`));
    },
    pull: async (controller) => {
      const rows = await database.read<Row>(
        page(`${and} seq > ?`, "ASC", LIMITS.journalPage),
        ...filter.params,
        after,
      );
      if (rows.length === 0) return controller.close();
      after = rows.at(-1)!.seq;
      controller.enqueue(encoder.encode(format === "csv" ? csv(rows) : jsonLines(rows)));
    },
  });
}

/** The stored text itself, so that the chain can be walked again with any tool. */
function jsonLines(rows: readonly Row[]): string {
  return rows.map(({ content, hash }) => `{"hash":"${hash}","content":${content}}\n`).join("");
}

const CSV_COLUMNS = [
  "seq",
  "at",
  "kind",
  "user_id",
  "username",
  "role",
  "mode",
  "address",
  "tables",
  "detail",
  "statements",
  "changes",
  "hash",
];

function csv(rows: readonly Row[]): string {
  const lines = rows.map(record).map((fields) =>
    CSV_COLUMNS.map((name) => {
      const value = fields[name] ?? null;
      return typeof value === "object" && value !== null ? JSON.stringify(value) : value as string | number | null;
    })
  );
  return csvRows(lines, ",");
}
