/**
 * A signed copy of the journal's head beside the database. Written after COMMIT, at most once a
 * second and at stop: a head behind the journal is normal, a head ahead of it is a cut tail.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { LIMITS } from "../../shared/limits.ts";
import type { Head } from "./journal.ts";

export class HeadFile {
  #pending: Head | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `beside` is called after each writing: what else is to be told of the same moment. */
  constructor(readonly path: string, readonly key: Uint8Array, readonly beside: () => void = () => {}) {}

  /** Remembers the head and writes it within a second. */
  note(head: Head): void {
    this.#pending = head;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush();
    }, LIMITS.headMs);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#pending === null) return;
    const { seq, hash } = this.#pending;
    this.#pending = null;
    const part = `${this.path}.part`;
    try {
      Deno.writeTextFileSync(part, JSON.stringify({ seq, hash, signature: sign(this.key, { seq, hash }) }), { mode: 0o600 });
      Deno.renameSync(part, this.path);
    } catch (error) {
      // The copy guards against a cut tail; that it cannot be written must not stop a sale.
      console.error(`journal head not written: ${(error as Error).message}`);
    }
    this.beside();
  }
}

/**
 * What the signed head says against a journal that ends at `head`; null when they agree. Asked at
 * start, before the copy is written anew: a journal cut while nothing ran would else be forgotten.
 */
export function headDefect(signed: Head | null | "forged", head: Head, hashAt: (seq: number) => string | null): string | null {
  if (signed === "forged") return "the signature of journal.head does not fit its content";
  if (signed === null) return head.seq === 0 ? null : "journal.head is missing";
  if (signed.seq > head.seq) return `the journal ends at ${head.seq}, but it had reached ${signed.seq}: its end was cut off`;
  return signed.seq > 0 && hashAt(signed.seq) !== signed.hash ? `the hash of ${signed.seq} is not the one in journal.head` : null;
}

/** The head beside the database; null when there is none, "forged" when its signature does not fit. */
export function readHeadFile(path: string, key: Uint8Array): Head | null | "forged" {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  try {
    const { seq, hash, signature } = JSON.parse(text) as { seq: number; hash: string; signature: string };
    const expected = new TextEncoder().encode(sign(key, { seq, hash }));
    const given = new TextEncoder().encode(signature);
    return expected.length === given.length && timingSafeEqual(expected, given) ? { seq, hash } : "forged";
  } catch {
    return "forged";
  }
}

function sign(key: Uint8Array, { seq, hash }: Head): string {
  return createHmac("sha256", key).update(`comptoir-journal-head\n${seq}\n${hash}`).digest("hex");
}
