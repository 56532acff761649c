/** Answers that are files: those of the page, and those that are made while they are sent. */
import type { Asset } from "./assets.ts";
import { GZIP, PLAIN, takesGzip } from "./compression.ts";
import type { RequestContext } from "./context.ts";
import { outflow } from "./outflow.ts";
import { send } from "./respond.ts";

/** What the page and its files may do in a browser: run and fetch what is this server's own, inline nothing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** A file of the page, or that the browser has it already; `policy` is what it may do. */
export function assetAnswer(c: RequestContext, asset: Asset, policy = POLICY): Response {
  const asked = c.req.raw.headers;
  const { bytes, etag, encoding } = asset.formFor(asked.get("accept-encoding"));
  const known = knows(asked.get("if-none-match"), etag);
  return send(c.env.found.requestId, known ? null : bytes, asset.type, known ? 304 : 200, {
    ...PLAIN,
    ...encoding === null ? {} : { "content-encoding": encoding },
    "etag": etag,
    "cache-control": asset.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
  });
}

/** Whether `If-None-Match` names the form that would be sent. */
function knows(ifNoneMatch: string | null, etag: string): boolean {
  return ifNoneMatch?.split(",").some((mark) => mark.trim().replace(/^W\//, "") === etag) ?? false;
}

/** A file to keep that is compressed in itself; `bytes` is its length. */
export function kept(
  c: RequestContext,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  type: string,
  name: string,
  bytes: number,
): Response {
  return send(c.env.found.requestId, body, type, 200, { ...attached(name), "content-length": String(bytes) });
}

/** A small file to keep, compressed in itself. */
export function oneChunk(c: RequestContext, bytes: Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  return send(c.env.found.requestId, bytes, type, 200, { ...attached(name), "content-length": String(bytes.length) });
}

/** A file to keep that is made while it is taken, compressed for who takes that. */
export async function made(
  c: RequestContext,
  pieces: (gzip: boolean) => AsyncGenerator<Uint8Array<ArrayBuffer>>,
  type: string,
  name: string,
): Promise<Response> {
  const { services: { flow }, found } = c.env;
  const gzip = takesGzip(c.req.raw.headers.get("accept-encoding"));
  const body = await outflow(pieces(gzip), flow, found);
  return send(found.requestId, body, type, 200, { ...gzip ? GZIP : PLAIN, ...attached(name) });
}

function attached(name: string): Record<string, string> {
  return { "content-disposition": `attachment; filename="${name}"` };
}
