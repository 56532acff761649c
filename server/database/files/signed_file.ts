/**
 * A small signed file beside the database, which says what the database must still know. Whoever lacks
 * the folder's key cannot write one; a power cut, a full disk or a failing one can leave nothing of it.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { writeDurablyAside } from "./durable.ts";

/**
 * `missing`: there is none, so somebody took it away or there was never one. `lost`: it is empty or cut
 * off, as after a power cut, or its key is; it says nothing, and accuses nobody. `forged`: it is whole,
 * and not what was signed.
 */
export type SignedContent<Content> =
  | { readonly state: "sound"; readonly content: Content }
  | { readonly state: "missing" | "lost" | "forged" };

export class SignedFile<Content extends { readonly [name in keyof Content]: string | number }> {
  /** Signed are `purpose` and the fields that `names` lists, a line each, in that order. */
  constructor(
    readonly path: string,
    readonly key: Uint8Array | null,
    readonly purpose: string,
    readonly names: readonly (keyof Content & string)[],
  ) {}

  get name(): string {
    return basename(this.path);
  }

  /** What it says; nothing without the key that signed it. */
  read(): SignedContent<Content> {
    let text: string;
    try {
      text = readFileSync(this.path, "utf8");
    } catch (error) {
      if ((error as { code?: unknown }).code === "ENOENT") return { state: "missing" };
      throw error;
    }
    const said = parse(text);
    if (said === null || this.key === null) return { state: "lost" };
    const content = said as unknown as Content;
    const expected = new TextEncoder().encode(this.#sign(content));
    const given = new TextEncoder().encode(String(said["signature"]));
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return { state: "forged" };
    return { state: "sound", content };
  }

  /** Writes it while this thread goes on. */
  write(content: Content): Promise<void> {
    return writeDurablyAside(this.path, this.#text(content));
  }

  #text(content: Content): string {
    const fields = Object.fromEntries(this.names.map((name) => [name, content[name]]));
    return JSON.stringify({ ...fields, signature: this.#sign(content) });
  }

  #sign(content: Content): string {
    if (this.key === null) throw new Error(`there is no key to sign ${this.name} with`);
    const lines = [this.purpose, ...this.names.map((name) => content[name])];
    return createHmac("sha256", this.key).update(lines.join("\n")).digest("hex");
  }
}

/** The object that a text holds from its first character to its last; null for what a power cut leaves. */
function parse(text: string): Record<string, unknown> | null {
  try {
    const said = JSON.parse(text) as Record<string, unknown> | null;
    return typeof said === "object" ? said : null;
  } catch {
    return null;
  }
}
