/** The application's look-ups and commands as routes: a reader is asked, or the writer does it as one transaction. */
import { hash as digest } from "node:crypto";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { ApplicationRoute, CommandRoute, DeviceRoute, ReadRoute } from "../database/route.ts";
import { RequestThrottle } from "../security/throttle.ts";
import type { Asked } from "./asked.ts";
import { oneChunk } from "./files.ts";
import { Guesses } from "./guesses.ts";
import { IDEMPOTENCY_KEY, idempotencyKey } from "./idempotency.ts";
import { jsonText, send, textAnswer } from "./respond.ts";
import { type AnyRoute, DATABASE, NOTHING } from "./route.ts";

type Input = Record<string, JsonValue>;

export function applicationRoutes(routes: readonly ApplicationRoute[]): readonly AnyRoute[] {
  const guesses = new Guesses();
  return routes.map((route) => {
    switch (route.kind) {
      case "read":
        return readRoute(route, guesses);
      case "device":
        return deviceRoute(route);
      case "command":
        return commandRoute(route, guesses);
    }
  });
}

function deviceRoute({ question, errors, device, of, ...route }: DeviceRoute): AnyRoute {
  return {
    ...route,
    command: question,
    errors: [...errors, ...DATABASE],
    run: async ({ actor, parameters, services: { database, devices } }: Asked) => {
      const asked = JSON.parse(await database.ask(question, actor, parameters)) as JsonValue;
      return of(asked === null ? null : await devices[device](asked), asked);
    },
  };
}

function readRoute(route: ReadRoute, guesses: Guesses): AnyRoute {
  const { question, errors, page, picture, file, secrets } = route;
  if (page !== undefined) return pageRoute(route, page);
  if (picture !== undefined) return pictureRoute(route, picture);
  if (file !== undefined) return fileRoute(route, file);
  return {
    ...route,
    command: question,
    errors: [...errors, "constraint_violation", ...DATABASE],
    run: async (asked: Asked) => {
      const { actor, parameters, services: { database, vouchers } } = asked;
      const watched = { command: question, input: parameters, secrets };
      const ask = () => database.ask(question, actor, parameters);
      const found = () => route.ofChain === true ? vouchers.find(actor, parameters, ask) : ask();
      return jsonText(asked.c, await guesses.watch(asked, watched, found));
    },
  };
}

function fileRoute({ file: _, ...route }: ReadRoute, { media, of }: NonNullable<ReadRoute["file"]>): AnyRoute {
  const { question, errors } = route;
  return {
    ...route,
    command: question,
    answer: null,
    media: [media],
    errors: [...errors, "constraint_violation", ...DATABASE],
    run: async ({ c, actor, parameters, services: { database } }: Asked) => {
      const { name, bytes } = of(JSON.parse(await database.ask(question, actor, parameters)) as JsonValue);
      return oneChunk(c, bytes, media, name);
    },
  };
}

function pictureRoute({ picture: _, ...route }: ReadRoute, { media, of }: NonNullable<ReadRoute["picture"]>): AnyRoute {
  const { question, errors } = route;
  return {
    ...route,
    command: question,
    answer: null,
    media,
    errors: [...errors, ...DATABASE],
    run: async ({ actor, found, parameters, services: { database } }: Asked) => {
      const { type, bytes } = of(JSON.parse(await database.ask(question, actor, parameters)) as JsonValue);
      return send(found.requestId, bytes, type, 200, PICTURE_HEADERS);
    },
  };
}

/** Nothing in it runs, and no other site shows it. */
const PICTURE_HEADERS = {
  "cache-control": "public, max-age=31536000, immutable",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};

/** Open to all and without a session, so that what one address may ask is bounded here. */
function pageRoute({ page: _, ...route }: ReadRoute, page: NonNullable<ReadRoute["page"]>): AnyRoute {
  const throttle = new RequestThrottle(LIMITS.pagesPerMinute);
  return {
    ...route,
    command: route.question,
    answer: null,
    media: ["text/html"],
    errors: ["rate_limited", ...route.errors, ...DATABASE],
    run: async (asked: Asked) => {
      const { c, actor, found, locale, parameters, services: { database } } = asked;
      await throttle.count(found.address);
      const answer = JSON.parse(await database.ask(route.question, actor, parameters)) as JsonValue;
      return textAnswer(c, page(answer, locale), "text/html; charset=utf-8", answer === null ? 404 : 200, PAGE_HEADERS);
    },
  };
}

/** Nothing runs on it, nothing keeps it, and no link on it tells where it was. */
const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow, noarchive",
};

function commandRoute(route: CommandRoute, guesses: Guesses): AnyRoute {
  const { command, body = NOTHING, errors, secrets } = route;
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
      const { c, actor, services: { database, vouchers } } = asked;
      const key = idempotencyKey(asked.headers);
      if (key === null) throw new AppError("idempotency_key_missing");
      const input = { ...asked.body, ...asked.parameters };
      // What joins it is no part of the request.
      const given: Input = { ...input };
      const idempotency = route.secretAnswer === true
        ? null
        : { key, route: `POST ${c.req.path}`, requestHash: digest("sha256", `${c.req.path}\n${JSON.stringify(input)}`) };
      if (route.asks !== undefined) given["siege"] = await asked.services.devices.headOffice(route.asks(input));
      const written = await guesses.watch(
        asked,
        { command, input, secrets },
        () =>
          route.holdsVouchers === true
            ? vouchers.around(actor, key, given, (held) => database.command(command, actor, held, idempotency))
            : database.command(command, actor, given, idempotency),
        ({ replayed }) => !replayed,
      );
      asked.found.done = true;
      if (route.toldToDisplays === true) {
        asked.services.displays.answered(asked.parameters["id"]!, JSON.parse(written.body) as JsonValue);
      }
      const { tillUrls } = asked.services;
      const text = route.tellsOrigins === true
        ? JSON.stringify({ ...JSON.parse(written.body) as object, origines: tillUrls() })
        : written.body;
      return jsonText(c, text, 200, written.replayed ? { "idempotency-replayed": "true" } : undefined);
    },
  };
}
