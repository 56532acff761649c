/** The application's look-ups and commands as routes: a reader is asked, or the writer does it as one transaction. */
import { hash as digest } from "node:crypto";
import { AppError } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { ApplicationRoute, CommandRoute, ReadRoute } from "../database/route.ts";
import type { Asked } from "./asked.ts";
import { Guesses } from "./guesses.ts";
import { IDEMPOTENCY_KEY, idempotencyKey } from "./idempotency.ts";
import { jsonText } from "./respond.ts";
import { type AnyRoute, DATABASE, NOTHING } from "./route.ts";

type Input = Record<string, JsonValue>;

export function applicationRoutes(routes: readonly ApplicationRoute[]): readonly AnyRoute[] {
  const guesses = new Guesses();
  return routes.map((route) => route.kind === "read" ? readRoute(route) : commandRoute(route, guesses));
}

function readRoute(route: ReadRoute): AnyRoute {
  const { question, errors } = route;
  return {
    ...route,
    command: question,
    errors: [...errors, "constraint_violation", ...DATABASE],
    run: async (asked: Asked) => jsonText(asked.c, await asked.services.database.ask(question, asked.actor, asked.parameters)),
  };
}

function commandRoute(route: CommandRoute, guesses: Guesses): AnyRoute {
  const { command, body = NOTHING, errors } = route;
  return {
    ...route,
    body,
    mayBeEmpty: true,
    parameters: [{
      ...IDEMPOTENCY_KEY,
      text: "A UUID; the same command sent again is answered, not done again. Of a long answer from long ago only " +
        "that it was done may be left: answer_dropped.",
      required: true,
    }],
    errors: [
      ...["invalid_idempotency_key", "idempotency_key_missing", "idempotency_key_reused", "disk_low"] as const,
      ...errors,
      "constraint_violation",
      ...DATABASE,
    ],
    run: async (asked: Asked<Input>) => {
      const { c, actor, services: { database } } = asked;
      const key = idempotencyKey(asked.headers);
      if (key === null) throw new AppError("idempotency_key_missing");
      const input = { ...asked.body, ...asked.parameters };
      const idempotency = route.secretAnswer === true
        ? null
        : { key, route: `POST ${c.req.path}`, requestHash: digest("sha256", `${c.req.path}\n${JSON.stringify(input)}`) };
      const written = await guesses.watch(asked, route, () => database.command(command, actor, input, idempotency));
      asked.found.done = true;
      return jsonText(c, written.body, 200, written.replayed ? { "idempotency-replayed": "true" } : undefined);
    },
  };
}
