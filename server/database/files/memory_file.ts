/**
 * What the application wants to be known of the database when it is lost: a signed file beside it,
 * written with the journal's head. It may lag behind by a second, so it is a least, never a most.
 */
import type { DatabaseSync } from "node:sqlite";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Application } from "../application.ts";
import type { DataFolder } from "./folder.ts";
import { type SignedContent, SignedFile } from "./signed_file.ts";
import { readerOf } from "../sql/sqlite.ts";

interface Content {
  /** JSON. */
  readonly memory: string;
}

export class MemoryFile {
  #written = "";

  private constructor(readonly file: SignedFile<Content>, readonly remember: () => JsonValue) {}

  /** The file beside an open database; null when the application wants nothing to be remembered. */
  static beside(folder: DataFolder, key: Uint8Array, { remembered }: Application, db: DatabaseSync): MemoryFile | null {
    if (remembered === null) return null;
    const read = readerOf(db);
    return new MemoryFile(fileOf(folder.beside(remembered.file), key), () => remembered.of(read));
  }

  /** Writes it when it says something new. */
  async write(): Promise<void> {
    try {
      const memory = JSON.stringify(this.remember());
      if (memory === this.#written) return;
      await this.file.write({ memory });
      this.#written = memory;
    } catch (error) {
      // It matters when the database is lost; that it cannot be written must not stop a sale.
      console.error(`${this.file.name} not written: ${(error as Error).message}`);
    }
  }
}

/** What was remembered; "missing" as well when the application wants nothing to be. */
export function readMemory(folder: DataFolder, key: Uint8Array | null, { remembered }: Application): SignedContent<JsonValue> {
  if (remembered === null) return { state: "missing" };
  const found = fileOf(folder.beside(remembered.file), key).read();
  return found.state === "sound" ? { state: "sound", content: JSON.parse(found.content.memory) as JsonValue } : found;
}

function fileOf(path: string, key: Uint8Array | null): SignedFile<Content> {
  return new SignedFile<Content>(path, key, "comptoir-memory", ["memory"]);
}
