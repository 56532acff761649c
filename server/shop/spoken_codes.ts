/** Codes of six digits that one person reads out and another types: only their salted hash is stored. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

export interface SealedCode {
  readonly sel: string;
  readonly empreinte: string;
}

/** A code says by itself what it is for: it is none of the pending ones. */
export function newCode(pending: readonly SealedCode[]): SealedCode & { readonly code: string } {
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    if (pending.some((other) => opens(other, code))) continue;
    const sel = randomBytes(16).toString("hex");
    return { code, sel, empreinte: hashOf(sel + code) };
  }
}

export function opens({ sel, empreinte }: SealedCode, code: string): boolean {
  return sameText(empreinte, hashOf(sel + code));
}

/** SHA-256, hexadecimal. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Compared in a time that says nothing of where they differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(new TextEncoder().encode(a), new TextEncoder().encode(b));
}
