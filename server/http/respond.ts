/** Every answer of the API leaves through here, so that none lacks its headers. */
import { AppError, type ErrorCode, type Extras, type Locale, localeOf, problem } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Rule } from "../database/application.ts";
import { fill } from "../../shared/template.ts";
import { compress, GZIP, PLAIN, takesGzip } from "./compression.ts";
import type { Found, RequestContext } from "./context.ts";
import type { Flow } from "./flow.ts";

/** An answer that is JSON text already. Headers are given at once: adding them to a Response later costs much more. */
export function jsonText(c: RequestContext, text: string, status = 200, extra?: Record<string, string>): Response {
  return textAnswer(c, text, "application/json", status, extra);
}

/** An answer that is text of some type, compressed where it is long enough to gain by it. */
export function textAnswer(
  c: RequestContext,
  text: string,
  type: string,
  status = 200,
  extra?: Record<string, string>,
): Response {
  const base = headers(c.env.found.requestId, type, extra);
  if (text.length <= LIMITS.compressedFromChars) return new Response(text, { status, headers: base });
  const gzip = takesGzip(c.req.raw.headers.get("accept-encoding"));
  Object.assign(base, gzip ? GZIP : PLAIN);
  if (text.length <= LIMITS.smallFlowBytes) return new Response(gzip ? compress(text) : text, { status, headers: base });
  const bytes = new TextEncoder().encode(text);
  const pieces = inPieces(bytes, c.env.services.flow, c.env.found);
  if (gzip) return new Response(pieces.pipeThrough(new CompressionStream("gzip")), { status, headers: base });
  base["content-length"] = String(bytes.length);
  return new Response(pieces, { status, headers: base });
}

/** A long answer goes as fast as it is taken, and counts as under way until it is; who stops taking it is cut. */
function inPieces(bytes: Uint8Array<ArrayBuffer>, flow: Flow, found: Found): ReadableStream<Uint8Array<ArrayBuffer>> {
  let cut = (): void => {};
  const passage = flow.answer(bytes.length, found, found.done, () => cut());
  let at = 0;
  return new ReadableStream({
    start: (controller) => {
      cut = () => {
        passage.end();
        controller.error(new Error("nobody takes the answer"));
      };
    },
    pull: (controller) => {
      passage.moved();
      controller.enqueue(bytes.subarray(at, at += LIMITS.answerPieceBytes));
      if (at < bytes.length) return;
      passage.end();
      controller.close();
    },
    cancel: () => passage.end(),
  }, { highWaterMark: 0 });
}

export function json(c: RequestContext, value: unknown, status = 200, extra?: Record<string, string>): Response {
  return jsonText(c, JSON.stringify(value), status, extra);
}

export function empty(c: RequestContext): Response {
  return new Response(null, { status: 204, headers: headers(c.env.found.requestId, null) });
}

export function errorResponse(request: Request, requestId: string, code: ErrorCode, extras: Extras = {}): Response {
  const body = problem(code, extras, localeOf(request.headers.get("accept-language")));
  const extra: Record<string, string> = {};
  if (body.status === 401) extra["www-authenticate"] = 'Bearer realm="comptoir"';
  if (typeof extras["retry_after"] === "number") extra["retry-after"] = String(extras["retry_after"]);
  if (code === "busy") extra["retry-after"] = "1";
  if (code === "upgrade_required") {
    Object.assign(extra, { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" });
  }
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: headers(requestId, "application/problem+json", extra),
  });
}

/** The answer to anything thrown: expected trouble as itself, anything else as a plain 500 with its story on the console. */
export function thrownResponse(c: RequestContext, thrown: unknown): Response {
  const { services, found } = c.env;
  if (thrown instanceof AppError) {
    const extras = explained(thrown, services.rules, localeOf(c.req.raw.headers.get("accept-language")));
    return errorResponse(c.req.raw, found.requestId, thrown.code, extras);
  }
  services.logBug(found.requestId, thrown);
  return errorResponse(c.req.raw, found.requestId, "internal");
}

/** The error's extras, with the id of the application's own rule that was broken and what it says. */
function explained({ code, extras }: AppError, rules: Readonly<Record<string, Rule>>, locale: Locale): Extras {
  const stored = String(extras["constraint"]);
  if (code !== "constraint_violation" || !Object.hasOwn(rules, stored)) return extras;
  const rule = rules[stored]!;
  return { ...extras, constraint: rule.id, reason: fill(rule[locale], extras, locale) };
}

function headers(requestId: string, type: string | null, extra?: Record<string, string>): Record<string, string> {
  const base: Record<string, string> = {
    "x-request-id": requestId,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
  if (type !== null) base["content-type"] = type;
  return extra === undefined ? base : Object.assign(base, extra);
}
