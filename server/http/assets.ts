/**
 * What is the same for everybody, above all the files of the built page: once in memory, in the forms in which it is sent,
 * marked by its content. What the build has packed is held packed alone: hardly any browser asks for it otherwise.
 */
import { hash as digest } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
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

type Bytes = Uint8Array<ArrayBuffer>;

/** The same content: as it is, or packed by the build, both ways. */
export type Content = { readonly plain: Bytes } | { readonly br: Bytes; readonly gzip: Bytes };

export class Asset {
  readonly #content: Content;
  /** Of what no build has packed: made when the first browser takes it, and kept. */
  #gzip: Bytes | null = null;
  readonly #mark: string;
  /** Named by its content: what has that name never changes. */
  readonly immutable: boolean;

  constructor(name: string, readonly type: string, content: Content) {
    this.#content = content;
    this.#mark = digest("sha256", "plain" in content ? content.plain : content.gzip).slice(0, 32);
    this.immutable = /-[0-9A-Za-z]{8,}\.\w+$/.test(name);
  }

  /** The form for who sends this `Accept-Encoding`. Each has a mark of its own, for its bytes are others. */
  formFor(acceptEncoding: string | null): Form {
    const content = this.#content;
    const gzip = wish(acceptEncoding, "gzip");
    if ("plain" in content) {
      if (gzip === 0) return { bytes: content.plain, etag: `"${this.#mark}"`, encoding: null };
      return this.#packed(this.#gzip ??= new Uint8Array(gzipSync(content.plain, { level: 9 })), "gzip");
    }
    const br = wish(acceptEncoding, "br");
    if (br > 0 && br >= gzip) return this.#packed(content.br, "br");
    if (gzip > 0) return this.#packed(content.gzip, "gzip");
    return { bytes: new Uint8Array(gunzipSync(content.gzip)), etag: `"${this.#mark}"`, encoding: null };
  }

  #packed(bytes: Bytes, encoding: "br" | "gzip"): Form {
    return { bytes, etag: `"${this.#mark}-${encoding}"`, encoding };
  }
}

/** By name; `folder` holds what the build made: a file as it is, or as `NAME.br` and `NAME.gz`. */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const isPacked = entry.name.endsWith(".gz");
    const name = isPacked ? entry.name.slice(0, -".gz".length) : entry.name;
    const type = TYPES[extname(name)];
    if (!entry.isFile() || type === undefined) continue;
    const content = isPacked ? { br: read(`${name}.br`), gzip: read(entry.name) } : { plain: read(name) };
    assets.set(name, new Asset(name, type, content));
  }
  return assets;
}
