/**
 * What is the same for everybody, above all the files of the built page: once in memory, in the forms in which it is sent,
 * marked by its content. What the build has packed is held packed alone, as brotli, which takes long to make and is quickly read;
 * gzip, which browsers take by plain HTTP, is made when the first one asks, and kept.
 */
import { hash as digest } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliDecompressSync, gzipSync } from "node:zlib";
import { wish } from "./compression.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/** How the build names what it has packed. */
const PACKED = ".br";

/** What is sent, and the mark that a browser asks with whether it still holds. */
export interface Form {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly encoding: "br" | "gzip" | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The same content: as it is, or packed by the build. */
export type Content = { readonly plain: Bytes } | { readonly br: Bytes };

export class Asset {
  readonly #content: Content;
  #gzip: Bytes | null = null;
  readonly #mark: string;
  /** Named by its content: what has that name never changes. */
  readonly immutable: boolean;

  constructor(name: string, readonly type: string, content: Content) {
    this.#content = content;
    this.#mark = digest("sha256", "plain" in content ? content.plain : content.br).slice(0, 32);
    this.immutable = /-[0-9A-Za-z]{8,}\.\w+$/.test(name);
  }

  /** The form for who sends this `Accept-Encoding`. Each has a mark of its own, for its bytes are others. */
  formFor(acceptEncoding: string | null): Form {
    const content = this.#content;
    const gzip = wish(acceptEncoding, "gzip");
    if ("br" in content) {
      const br = wish(acceptEncoding, "br");
      if (br > 0 && br >= gzip) return this.#packed(content.br, "br");
    }
    if (gzip === 0) return { bytes: this.#plain, etag: `"${this.#mark}"`, encoding: null };
    return this.#packed(this.#gzip ??= new Uint8Array(gzipSync(this.#plain, { level: 9 })), "gzip");
  }

  get #plain(): Bytes {
    return "plain" in this.#content ? this.#content.plain : new Uint8Array(brotliDecompressSync(this.#content.br));
  }

  #packed(bytes: Bytes, encoding: "br" | "gzip"): Form {
    return { bytes, etag: `"${this.#mark}-${encoding}"`, encoding };
  }
}

/** By name; `folder` holds what the build made: a file as it is, or as `NAME.br`. */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const isPacked = entry.name.endsWith(PACKED);
    const name = isPacked ? entry.name.slice(0, -PACKED.length) : entry.name;
    const type = TYPES[extname(name)];
    if (!entry.isFile() || type === undefined) continue;
    const content = isPacked ? { br: read(entry.name) } : { plain: read(name) };
    assets.set(name, new Asset(name, type, content));
  }
  return assets;
}
