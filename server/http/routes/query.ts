/** POST /api/query: SQL from a till, within its role's rights. */
import { hash as digest } from "node:crypto";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import { statementShape, withoutLiterals } from "../../database/sql/sql_text.ts";
import type { Asked } from "../asked.ts";
import { IDEMPOTENCY_KEY, idempotencyKey } from "../idempotency.ts";
import { jsonText } from "../respond.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { isPlainRequest, queryBody, results } from "./query_shapes.ts";

export const queryRoutes: readonly AnyRoute[] = [
  route({
    method: "POST",
    path: "/api/query",
    auth: "session",
    summary: "Run SQL within the role's rights",
    description:
      `One statement, or a batch of at most ${LIMITS.batchQueries} as one transaction. Writes are answered when they are on disk. ` +
      `A till's write may touch ${LIMITS.tillRows} rows and take ${LIMITS.tillWriteMs} ms, and what it searches may be ` +
      `${LIMITS.tillSteps} rows times ${LIMITS.visitSteps} plus the tokens of the statement; beyond that it is forbidden, with ` +
      "operation too_costly. Rows count that it really visits; all that the table has where that cannot be counted. " +
      "So is a write whose text is long or nested deeply. What rows a write finds by their key costs nothing of this.",
    parameters: [{
      ...IDEMPOTENCY_KEY,
      text: "A UUID: the same write sent again is answered, not done again, for 30 days. Of a long answer what was done is " +
        "kept, with rows_dropped in the place of its rows.",
    }],
    body: queryBody,
    isPlain: isPlainRequest,
    answer: results,
    errors: [
      "invalid_idempotency_key",
      "multiple_statements",
      "sql_error",
      "type_mismatch",
      "invalid_params",
      "duplicate_columns",
      "forbidden",
      "owner_wanted",
      "constraint_violation",
      "result_too_large",
      "idempotency_key_reused",
      "query_timeout",
      "disk_low",
      ...DATABASE,
    ],
    run: async (asked) => {
      const { body, session: { user: { id, role } }, services: { database, rush } } = asked;
      const key = idempotencyKey(asked.headers);
      const queries: readonly Query[] = body.type === "batch" ? body.queries : [body];
      try {
        if (body.type === "select") {
          const answer = database.select(role, body, id, !rush.isOn);
          return jsonText(asked.c, answer instanceof Promise ? await answer : answer);
        }
        if (queries.every(({ type }) => type === "select")) {
          return jsonText(asked.c, await database.selectBatch(role, queries, id));
        }
        const idempotency = key === null
          ? null
          : { key, route: "POST /api/query", requestHash: digest("sha256", `/api/query\n${asked.text}`) };
        const written = await database.write(asked.actor, queries, body.type === "batch", idempotency);
        asked.found.done = true;
        return jsonText(asked.c, written.body, 200, written.replayed ? { "idempotency-replayed": "true" } : undefined);
      } catch (error) {
        if (error instanceof AppError) noteRefusal(asked, error, queries);
        throw error;
      }
    },
  }),
];

/** The journal hears of what a role tried and may not: not of typing errors. */
function noteRefusal({ services, actor }: Asked<unknown>, error: AppError, queries: readonly Query[]): void {
  const query = queries[Number(error.extras["index"] ?? 0)]?.query ?? "";
  const hidden = error.code === "sql_error" && /no such (?:table|column)/.test(String(error.extras["sqlite"]));
  const foreign = error.code === "type_mismatch" && statementShape(query).type === null;
  if (error.code !== "forbidden" && error.code !== "multiple_statements" && !hidden && !foreign) return;
  services.refusals.note("refused", actor, {
    code: error.code,
    statement: withoutLiterals(query, LIMITS.journaledSqlChars),
  });
}
