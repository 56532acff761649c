/**
 * What the application wants to be known of the database when it is lost: a signed file beside it,
 * written with the journal's head. It may lag behind by a second, so it is a least, never a most.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Application } from "./application.ts";
import type { DataFolder } from "./folder.ts";
import { readerOf } from "./sqlite.ts";

export class MemoryFile {
  #written = "";

  constructor(readonly path: string, readonly key: Uint8Array, readonly remember: () => JsonValue) {}

  /** The file beside an open database; null when the application wants nothing to be remembered. */
  static beside(folder: DataFolder, { remembered }: Application, db: DatabaseSync): MemoryFile | null {
    if (remembered === null) return null;
    const read = readerOf(db);
    return new MemoryFile(folder.beside(remembered.file), folder.key("journal"), () => remembered.of(read));
  }

  /** Writes it when it says something new. */
  write(): void {
    try {
      const memory = JSON.stringify(this.remember());
      if (memory === this.#written) return;
      const part = `${this.path}.part`;
      Deno.writeTextFileSync(part, JSON.stringify({ memory, signature: sign(this.key, memory) }), { mode: 0o600 });
      Deno.renameSync(part, this.path);
      this.#written = memory;
    } catch (error) {
      // It matters when the database is lost; that it cannot be written must not stop a sale.
      console.error(`${this.path} not written: ${(error as Error).message}`);
    }
  }
}

/** What was remembered; null when there is no such file, "forged" when its signature does not fit. */
export function readMemory(path: string, key: Uint8Array): JsonValue | null | "forged" {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  try {
    const { memory, signature } = JSON.parse(text) as { memory: string; signature: string };
    const expected = new TextEncoder().encode(sign(key, memory));
    const given = new TextEncoder().encode(signature);
    return expected.length === given.length && timingSafeEqual(expected, given) ? JSON.parse(memory) as JsonValue : "forged";
  } catch {
    return "forged";
  }
}

function sign(key: Uint8Array, memory: string): string {
  return createHmac("sha256", key).update(`comptoir-memory\n${memory}`).digest("hex");
}
