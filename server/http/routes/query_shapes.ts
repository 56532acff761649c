/** What a query looks like, and what it is answered with. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import { row } from "./shapes.ts";

/** Whether a value fits a statement is `invalid_params`, told after what is wrong with the statement. */
const params = z.union([z.array(z.any()), z.record(z.string(), z.any())])
  .describe('An array for `?`, an object for `:name`. Values: text, numbers, null, {"$int":"…"}, {"$blob":"<base64>"}.');
const oneQuery = z.strictObject({
  type: z.enum(["select", "insert", "update", "delete"]),
  query: z.string().describe("One SQL statement."),
  params: params.optional(),
}).meta({ id: "SingleQuery" });
const batch = z.strictObject({
  type: z.literal("batch"),
  queries: z.array(oneQuery).min(1).max(LIMITS.batchQueries).describe("One transaction, all or nothing."),
}).meta({ id: "BatchQuery" });
export const queryBody = z.discriminatedUnion("type", [oneQuery, batch]).meta({ id: "QueryRequest" });

const rows = z.array(row);
const lastInsertId = z.union([z.number().int(), z.string()]).nullable().describe("Decimal text beyond ±(2^53 − 1).");
const seq = z.number().int().nullable().describe("The journal's number of this change; null without an effect.");

const dropped = z.literal(true).optional().describe("The rows of a long answer are not kept for its Idempotency-Key.");
const select = z.object({
  columns: z.array(z.string()),
  rows,
  truncated: z.boolean().describe(`Whether there are more than ${LIMITS.selectRows} rows, or they are longer than 8 MiB.`),
  rows_dropped: dropped,
}).meta({ id: "SelectResult" });
const write = z.object({
  changes: z.number().int(),
  last_insert_id: lastInsertId,
  rows: rows.describe("What RETURNING says."),
  rows_dropped: dropped,
});

/** Of a select, of a write, of a batch. */
export const results = [
  select,
  write.extend({ seq }).meta({ id: "WriteResult" }),
  z.object({ results: z.array(z.union([select, write.meta({ id: "BatchedWrite" })])), seq }).meta({ id: "BatchResult" }),
] as const;
