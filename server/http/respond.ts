/** Every answer leaves through here, so that none lacks its headers. */
import { LIMITS } from "../../shared/limits.ts";
import { compress, GZIP, PLAIN, takesGzip } from "./compression.ts";
import { isLong, type LongText } from "../database/long_text.ts";
import type { Found, RequestContext } from "./context.ts";
import type { Flow } from "./flow.ts";

/** An answer that is JSON text already. Headers are given at once: adding them to a Response later costs much more. */
export function jsonText(c: RequestContext, text: LongText, status = 200, extra?: Record<string, string>): Response {
  return textAnswer(c, text, "application/json", status, extra);
}

/** An answer that is text of some type, compressed where it is long enough to gain by it. */
export function textAnswer(
  c: RequestContext,
  text: LongText,
  type: string,
  status = 200,
  extra?: Record<string, string>,
): Response {
  const base = headers(c.env.found.requestId, type, extra);
  if (typeof text === "string" && text.length <= LIMITS.compressedFromChars) return new Response(text, { status, headers: base });
  const gzip = takesGzip(c.req.raw.headers.get("accept-encoding"));
  Object.assign(base, gzip ? GZIP : PLAIN);
  if (typeof text === "string" && !isLong(text)) return new Response(gzip ? compress(text) : text, { status, headers: base });
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const pieces = inPieces(bytes, c.env.services.flow, c.env.found);
  if (gzip) return new Response(pieces.pipeThrough(new CompressionStream("gzip")), { status, headers: base });
  base["content-length"] = String(bytes.length);
  return new Response(pieces, { status, headers: base });
}

/** A long answer goes as fast as it is taken, and counts as under way until it is; who stops taking it is cut. */
function inPieces(bytes: Uint8Array<ArrayBuffer>, flow: Flow, found: Found): ReadableStream<Uint8Array<ArrayBuffer>> {
  let cut = (): void => {};
  const end = () => {
    passage.end();
    // Here and now, not when garbage is looked for.
    if (!bytes.buffer.detached) bytes.buffer.transfer(0);
  };
  const passage = flow.answer(bytes.length, found, found.done, () => cut());
  let at = 0;
  return new ReadableStream({
    start: (controller) => {
      cut = () => {
        end();
        controller.error(new Error("nobody takes the answer"));
      };
    },
    pull: (controller) => {
      passage.moved();
      controller.enqueue(bytes.slice(at, at += LIMITS.answerPieceBytes));
      if (at < bytes.length) return;
      end();
      controller.close();
    },
    cancel: end,
  }, { highWaterMark: 0 });
}

export function json(c: RequestContext, value: unknown, status = 200, extra?: Record<string, string>): Response {
  return jsonText(c, JSON.stringify(value), status, extra);
}

export function empty(c: RequestContext): Response {
  return send(c.env.found.requestId, null, null, 204);
}

/** The runtime's own answer to an upgrade, and which protocol was selected. */
export function upgraded(c: RequestContext, response: Response, protocol: string | null): Response {
  response.headers.set("x-request-id", c.env.found.requestId);
  if (protocol !== null) response.headers.set("sec-websocket-protocol", protocol);
  return response;
}

/** What the runtime says when the handler itself broke: nothing. */
export function brokenAnswer(): Response {
  return new Response('{"type":"urn:comptoir:error:internal","title":"Server error","status":500,"code":"internal"}', {
    status: 500,
    headers: { "content-type": "application/problem+json" },
  });
}

/** An answer of whatever kind, with the headers that none may lack. */
export function send(
  requestId: string,
  body: BodyInit | null,
  type: string | null,
  status = 200,
  extra?: Record<string, string>,
): Response {
  return new Response(body, { status, headers: headers(requestId, type, extra) });
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
