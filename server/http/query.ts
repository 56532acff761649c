/** POST /api/query: SQL from a till, within its role's rights. */
import { hash as digest } from "node:crypto";
import type { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Query } from "../../shared/protocol.ts";
import { statementShape, withoutLiterals } from "../database/sql/sql_text.ts";
import type { Session } from "../security/session_manager.ts";
import { parseBody, readText } from "./body.ts";
import type { Env, RequestContext } from "./context.ts";
import { idempotencyKey } from "./idempotency.ts";
import { jsonText } from "./respond.ts";
import { queryBody } from "./schemas.ts";
import { actorOf, requireSession } from "./session.ts";

export function queryRoutes(app: Hono<Env>): void {
  app.post("/api/query", async (c) => {
    const { database } = c.env.services;
    const session = await requireSession(c);
    const text = await readText(c);
    const body = parseBody(text, queryBody);
    const key = idempotencyKey(c.req.raw);
    const queries: readonly Query[] = body.type === "batch" ? body.queries : [body];
    const { id, role } = session.user;
    try {
      if (body.type === "select") return jsonText(c, await database.select(role, body, id));
      if (queries.every(({ type }) => type === "select")) return jsonText(c, await database.selectBatch(role, queries, id));
      const idempotency = key === null
        ? null
        : { key, route: "POST /api/query", requestHash: digest("sha256", `/api/query\n${text}`) };
      const written = await database.write(actorOf(c, session), queries, body.type === "batch", idempotency);
      c.env.found.done = true;
      return jsonText(c, written.body, 200, written.replayed ? { "idempotency-replayed": "true" } : undefined);
    } catch (error) {
      if (error instanceof AppError) noteRefusal(c, session, error, queries);
      throw error;
    }
  });
}

/** The journal hears of what a role tried and may not: not of typing errors. */
function noteRefusal(c: RequestContext, session: Session, error: AppError, queries: readonly Query[]): void {
  const query = queries[Number(error.extras["index"] ?? 0)]?.query ?? "";
  const hidden = error.code === "sql_error" && /no such (?:table|column)/.test(String(error.extras["sqlite"]));
  const foreign = error.code === "type_mismatch" && statementShape(query).type === null;
  if (error.code !== "forbidden" && error.code !== "multiple_statements" && !hidden && !foreign) return;
  c.env.services.refusals.note("refused", actorOf(c, session), {
    code: error.code,
    statement: withoutLiterals(query, LIMITS.journaledSqlChars),
  });
}
