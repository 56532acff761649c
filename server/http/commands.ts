/** The application's questions and commands as typed endpoints: parse, look up or run as one transaction, answer. */
import { hash as digest } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Actor, Endpoint } from "../database/application.ts";
import type { Written } from "../database/jobs.ts";
import { GuessThrottle } from "../security/throttle.ts";
import { parseBody, readText } from "./body.ts";
import type { Env, RequestContext } from "./context.ts";
import { idempotencyKey } from "./idempotency.ts";
import { jsonText } from "./respond.ts";
import { actorOf, requireSession } from "./session.ts";

const NOTHING = z.strictObject({});

export function commandRoutes(app: Hono<Env>, endpoints: readonly Endpoint[]): void {
  const guesses = new GuessThrottle();
  for (const endpoint of endpoints) {
    if (endpoint.method === "GET") app.get(endpoint.path, (c) => run(c, endpoint, guesses));
    else app.post(endpoint.path, (c) => run(c, endpoint, guesses));
  }
}

async function run(c: RequestContext, endpoint: Endpoint, guesses: GuessThrottle): Promise<Response> {
  const { command, roles, method, body } = endpoint;
  const session = await requireSession(c);
  if (!roles.includes(session.user.role)) {
    c.env.services.refusals.note("refused", actorOf(c, session), { code: "forbidden", command });
    throw new AppError("forbidden", { table: null, column: null, operation: command });
  }
  const parameters = c.req.param() as Record<string, string>;
  const { database } = c.env.services;
  if (method === "GET") return jsonText(c, await database.ask(command, actorOf(c, session), parameters));
  const text = await readText(c);
  // A command without anything to say may come without a body.
  const given = parseBody(text === "" ? "{}" : text, body ?? NOTHING) as Record<string, JsonValue>;
  const key = idempotencyKey(c.req.raw);
  if (key === null) throw new AppError("idempotency_key_missing");
  const input: JsonValue = { ...given, ...parameters };
  const idempotency = endpoint.secretAnswer === true
    ? null
    : { key, route: `POST ${c.req.path}`, requestHash: digest("sha256", `${c.req.path}\n${JSON.stringify(input)}`) };
  const actor = actorOf(c, session);
  const isWatched = endpoint.secretField === undefined || given[endpoint.secretField] !== undefined;
  const done = () => database.command(command, actor, input, idempotency);
  const written = isWatched ? await watched(c, endpoint, actor, guesses, done) : await done();
  c.env.found.done = true;
  return jsonText(c, written.body, 200, written.replayed ? { "idempotency-replayed": "true" } : undefined);
}

/** Does a command in which a secret may be wrong: the journal hears of it, and who guesses has to wait. */
async function watched(
  c: RequestContext,
  { command, wrongSecret, guessable }: Endpoint,
  actor: Actor,
  guesses: GuessThrottle,
  work: () => Promise<Written>,
): Promise<Written> {
  if (wrongSecret === undefined) return await work();
  const who = [actor.address ?? "", `${command} ${actor.userId}`] as const;
  try {
    if (guessable) await guesses.attempt(...who);
    const written = await work();
    // An answer from before proves nothing now: sent again between guesses, it would wipe them out.
    if (guessable) await (written.replayed ? guesses.withdraw(...who) : guesses.succeeded(...who));
    return written;
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    if (code === wrongSecret || code === "too_many_attempts") c.env.services.refusals.note("refused", actor, { code, command });
    else if (guessable) await guesses.withdraw(...who);
    throw error;
  }
}
