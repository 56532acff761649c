/** /api/journal: what happened, for the owner; as a file to keep; and whether it is still as it was written. */
import { AppError, say } from "../../../shared/errors.ts";
import type { Parameter } from "../../database/route.ts";
import { made } from "../files.ts";
import { journalSearch } from "../journal_filter.ts";
import { jsonText } from "../respond.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { journalPage, journalRecord, verification } from "./journal_shapes.ts";

const MOMENT = { type: "string", format: "date-time" } as const;
const FILTERS: readonly Parameter[] = [
  { name: "kind", where: "query", text: "write, sign_in, refused …" },
  { name: "user_id", where: "query", text: "Who did it.", schema: { type: "integer" } },
  { name: "table", where: "query", text: "A table that it changed." },
  { name: "key", where: "query", text: 'With table: the history of one row, by its key as JSON, such as {"id":7}.' },
  { name: "from", where: "query", text: "RFC 3339, inclusive.", schema: MOMENT },
  { name: "to", where: "query", text: "RFC 3339, exclusive.", schema: MOMENT },
];

export const journalRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/journal",
    summary: "What happened, newest first",
    description: "A record that changed thousands of rows names the first, and the row whose history is asked for.",
    parameters: [
      ...FILTERS,
      {
        name: "before",
        where: "query",
        text: "Records with a smaller seq: next_before of the page before.",
        schema: { type: "integer" },
      },
      {
        name: "limit",
        where: "query",
        text: "Records in a page, at most 500.",
        schema: { type: "integer", minimum: 1, maximum: 500 },
      },
    ],
    answer: journalPage,
    errors: ["invalid_body", "query_timeout", ...DATABASE],
    run: async ({ c, query, services: { database, tables }, session: { user } }) => {
      const search = journalSearch(query, tables);
      const { seqs, more } = await database.findRecords(search, user.id);
      const records = await database.pageOfRecords(seqs, { table: search.table, key: search.key });
      return jsonText(c, `{"records":[${records}],"next_before":${more ? seqs.at(-1) : null}}`);
    },
  }),
  route({
    method: "GET",
    path: "/api/journal/export",
    summary: "The journal as a file, oldest first",
    description:
      "JSON Lines (each with the stored text and its hash), or CSV for people: byte order mark, semicolons, the shop's time beside UTC.",
    parameters: [
      { name: "format", where: "query", text: "jsonl (default) or csv.", schema: { enum: ["jsonl", "csv"] } },
      ...FILTERS,
    ],
    answer: null,
    media: ["application/x-ndjson", "text/csv"],
    errors: ["invalid_body", "query_timeout", ...DATABASE],
    run: ({ c, query, services: { database, tables, exportJournal } }) => {
      const format = query["format"] ?? "jsonl";
      if (format !== "jsonl" && format !== "csv") {
        throw new AppError("invalid_body", { field: "format", reason: say("jsonl ou csv", "jsonl or csv") });
      }
      const search = journalSearch(query, tables);
      // Up to where the journal ends now.
      const whole = { ...search, before: Math.min(search.before, database.head + 1) };
      const type = format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson";
      return made(c, (gzip) => exportJournal(whole, format, gzip), type, `comptoir-journal.${format}`);
    },
  }),
  route({
    method: "GET",
    path: "/api/journal/verify",
    summary: "Walk the journal's chain of hashes",
    description: "Whoever asks while another's walk is under way is answered by that walk.",
    answer: verification,
    errors: [],
    run: ({ services }) => services.verifyJournal(),
  }),
  // Behind those that have a name of their own.
  route({
    method: "GET",
    path: "/api/journal/:seq",
    summary: "One record, whole",
    answer: journalRecord,
    errors: ["not_found", ...DATABASE],
    run: async ({ c, parameters, services: { database } }) => {
      const seq = parameters["seq"]!;
      const record = /^\d{1,15}$/.test(seq) ? await database.record(Number(seq)) : "null";
      if (record === "null") {
        throw new AppError("not_found", { reason: say("Cet enregistrement n'existe pas", "There is no such record") });
      }
      return jsonText(c, record);
    },
  }),
];
