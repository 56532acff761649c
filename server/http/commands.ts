/** The application's commands as typed endpoints: parse, run as one transaction, answer. */
import { hash as digest } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Endpoint } from "../database/application.ts";
import { parseBody, readText } from "./body.ts";
import type { Env, RequestContext } from "./context.ts";
import { idempotencyKey } from "./idempotency.ts";
import { jsonText } from "./respond.ts";
import { actorOf, requireSession } from "./session.ts";

const NOTHING = z.strictObject({});

export function commandRoutes(app: Hono<Env>, endpoints: readonly Endpoint[]): void {
  for (const endpoint of endpoints) {
    if (endpoint.method === "GET") app.get(endpoint.path, (c) => run(c, endpoint));
    else app.post(endpoint.path, (c) => run(c, endpoint));
  }
}

async function run(c: RequestContext, { command, roles, method, body }: Endpoint): Promise<Response> {
  const session = await requireSession(c);
  if (!roles.includes(session.user.role)) {
    c.env.services.refusals.note("refused", actorOf(c, session), { code: "forbidden", command });
    throw new AppError("forbidden", { table: null, column: null, operation: command });
  }
  const parameters = c.req.param() as Record<string, string>;
  const { database } = c.env.services;
  if (method === "GET") return jsonText(c, (await database.command(command, actorOf(c, session), parameters)).body);
  const text = await readText(c.req.raw);
  // A command without anything to say may come without a body.
  const given = parseBody(text === "" ? "{}" : text, body ?? NOTHING) as Record<string, JsonValue>;
  const key = idempotencyKey(c.req.raw);
  if (key === null) throw new AppError("idempotency_key_missing");
  const input: JsonValue = { ...given, ...parameters };
  const idempotency = { key, requestHash: digest("sha256", `${c.req.path}\n${JSON.stringify(input)}`) };
  const written = await database.command(command, actorOf(c, session), input, idempotency);
  return jsonText(c, written.body, 200, written.replayed ? { "idempotency-replayed": "true" } : undefined);
}
