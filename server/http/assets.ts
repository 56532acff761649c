/**
 * What is the same for everybody, above all the files of the built page: once in memory, in every form in which it may be
 * sent, marked by its content.
 */
import { hash as digest } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { wish } from "./compression.ts";

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
  readonly encoding: "br" | "gzip" | null;
}

/** What the build has made of a file besides. */
interface Packed {
  readonly br: Uint8Array<ArrayBuffer> | null;
  readonly gzip: Uint8Array<ArrayBuffer> | null;
}

export class Asset {
  readonly #plain: Form;
  readonly #br: Form | null = null;
  /** Of what no build has packed made when the first browser takes it, and kept. */
  #gzip: Form | null = null;
  /** Named by its content: what has that name never changes. */
  readonly immutable: boolean;

  constructor(name: string, readonly type: string, bytes: Uint8Array<ArrayBuffer>, packed: Packed | null = null) {
    this.#plain = { bytes, etag: `"${digest("sha256", bytes).slice(0, 32)}"`, encoding: null };
    if (packed?.br != null) this.#br = packedForm(this.#plain, packed.br, "br");
    if (packed?.gzip != null) this.#gzip = packedForm(this.#plain, packed.gzip, "gzip");
    this.immutable = /-[0-9A-Za-z]{8,}\.\w+$/.test(name);
  }

  /** The form for who sends this `Accept-Encoding`. */
  formFor(acceptEncoding: string | null): Form {
    const br = this.#br === null ? 0 : wish(acceptEncoding, "br");
    const gzip = wish(acceptEncoding, "gzip");
    if (br > 0 && br >= gzip) return this.#br!;
    if (gzip === 0) return this.#plain;
    return this.#gzip ??= packedForm(this.#plain, new Uint8Array(gzipSync(this.#plain.bytes, { level: 9 })), "gzip");
  }
}

/** By name; `folder` holds what the build made. */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(folder, entry.name);
    const packed = { br: bytesOf(`${path}.br`), gzip: bytesOf(`${path}.gz`) };
    assets.set(entry.name, new Asset(entry.name, type, bytesOf(path)!, packed));
  }
  return assets;
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> | null {
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
}

/** It has its own mark, for its bytes are others. */
function packedForm({ etag }: Form, bytes: Uint8Array<ArrayBuffer>, encoding: "br" | "gzip"): Form {
  return { bytes, etag: `${etag.slice(0, -1)}-${encoding}"`, encoding };
}
