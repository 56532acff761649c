/**
 * What is the same for everybody, above all the files of the built page: once in memory, in every form in which it may be
 * sent, marked by its content.
 */
import { hash as digest } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { takesGzip } from "./compression.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/** What is sent, and the mark that a browser asks with whether it still holds. */
export interface Form {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly encoding: "gzip" | null;
}

export class Asset {
  readonly #plain: Form;
  /** Made when the first browser takes it, and kept. */
  #gzip: Form | null = null;
  /** Named by its content: what has that name never changes. */
  readonly immutable: boolean;

  constructor(name: string, readonly type: string, bytes: Uint8Array<ArrayBuffer>) {
    this.#plain = { bytes, etag: `"${digest("sha256", bytes).slice(0, 32)}"`, encoding: null };
    this.immutable = /-[0-9A-Za-z]{8,}\.\w+$/.test(name);
  }

  /** The form for who sends this `Accept-Encoding`. */
  formFor(acceptEncoding: string | null): Form {
    if (this.type === TYPES[".png"] || !takesGzip(acceptEncoding)) return this.#plain;
    return this.#gzip ??= compressed(this.#plain);
  }
}

/** By name; `folder` holds what the build made. */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    assets.set(entry.name, new Asset(entry.name, type, new Uint8Array(readFileSync(join(folder, entry.name)))));
  }
  return assets;
}

/** The form of its own for who takes gzip: it has its own mark, for its bytes are others. */
function compressed({ bytes, etag }: Form): Form {
  return { bytes: new Uint8Array(gzipSync(bytes, { level: 9 })), etag: `${etag.slice(0, -1)}-gzip"`, encoding: "gzip" };
}
