/** GET / and its files: the page that tills open, read once into memory, addressed by content. */
import { hash as digest } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import { GZIP, PLAIN, takesGzip } from "./compression.ts";
import type { Env } from "./context.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

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

/** What is sent, and the mark that a browser asks with whether it still holds. */
interface Form {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}
interface Asset {
  readonly plain: Form;
  /** Made when the first browser takes it, and kept. */
  gzip: Form | null;
  readonly type: string;
  readonly immutable: boolean;
}

/** `folder` holds what the build made; `index.html` is the page. */
export function pageRoutes(app: Hono<Env>, folder: string): void {
  const assets = readAssets(folder);
  app.get("/", (c) => serve(c.req.raw, assets.get("index.html"), c.env.found.requestId));
  app.get("/favicon.ico", (c) => serve(c.req.raw, assets.get("favicon.svg"), c.env.found.requestId));
  app.get("/assets/:name", (c) => {
    const asset = assets.get(c.req.param("name"));
    if (asset === undefined) throw new AppError("not_found");
    return serve(c.req.raw, asset, c.env.found.requestId);
  });
}

function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const bytes = new Uint8Array(readFileSync(join(folder, entry.name)));
    const etag = `"${digest("sha256", bytes).slice(0, 32)}"`;
    assets.set(entry.name, { plain: { bytes, etag }, gzip: null, type, immutable: /-[0-9A-Za-z]{8,}\.\w+$/.test(entry.name) });
  }
  return assets;
}

function serve(request: Request, asset: Asset | undefined, requestId: string): Response {
  if (asset === undefined) throw new Error("the page was not built: run `deno task build`");
  const gzip = asset.type !== TYPES[".png"] && takesGzip(request.headers.get("accept-encoding"));
  const { bytes, etag } = gzip ? asset.gzip ??= compressed(asset.plain) : asset.plain;
  const headers: Record<string, string> = {
    ...gzip ? GZIP : PLAIN,
    "content-type": asset.type,
    "etag": etag,
    "cache-control": asset.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-request-id": requestId,
  };
  if (knows(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(bytes, { headers });
}

/** The form of its own for who takes gzip: it has its own mark, for its bytes are others. */
function compressed({ bytes, etag }: Form): Form {
  return { bytes: new Uint8Array(gzipSync(bytes, { level: 9 })), etag: `${etag.slice(0, -1)}-gzip"` };
}

/** Whether `If-None-Match` names the form that would be sent. */
function knows(ifNoneMatch: string | null, etag: string): boolean {
  return ifNoneMatch?.split(",").some((mark) => mark.trim().replace(/^W\//, "") === etag) ?? false;
}
