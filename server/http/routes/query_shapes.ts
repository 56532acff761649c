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

const TYPES: ReadonlySet<unknown> = new Set(oneQuery.shape.type.options);

/** Whether it is a query, or a batch of them, with its parameters in arrays: as the schema reads it, at a part of the cost. */
export function isPlainRequest(value: unknown): value is z.infer<typeof queryBody> {
  if (isPlainQuery(value)) return true;
  const { type, queries, ...more } = Object(value) as Partial<z.infer<typeof batch>>;
  if (type !== "batch" || !Array.isArray(queries) || !isEmpty(more)) return false;
  return queries.length >= 1 && queries.length <= LIMITS.batchQueries && queries.every(isPlainQuery);
}

/** Parsed JSON holds no `undefined`: what is not there is not said. */
function isPlainQuery(value: unknown): value is z.infer<typeof oneQuery> {
  if (typeof value !== "object" || value === null) return false;
  for (const name in value) if (name !== "type" && name !== "query" && name !== "params") return false;
  const { type, query, params } = value as Partial<z.infer<typeof oneQuery>>;
  return TYPES.has(type) && typeof query === "string" && (params === undefined || Array.isArray(params));
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

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
