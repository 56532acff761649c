/** A ZIP that is written as it is made: of each file its size and hash are known at its end, and nothing of it is kept. */
import { createHash } from "node:crypto";
import { constants, deflateRawSync } from "node:zlib";
import { Zip, ZipPassThrough } from "fflate";
import type { ArchivedFile } from "../../../../shared/fiscal_archive.ts";

export class ArchiveZip {
  readonly #zip: Zip;

  /** `write` takes the ZIP's bytes in order; what it throws, the method that was called throws. */
  constructor(readonly write: (bytes: Uint8Array) => void, readonly mtime: Date) {
    this.#zip = new Zip((error, bytes) => {
      if (error !== null) throw error;
      write(bytes);
    });
  }

  /** Begins a file; the one before it must have ended. */
  open(name: string): OpenFile {
    const file = new DeflatedFile(name);
    file.mtime = this.mtime;
    this.#zip.add(file);
    return new OpenFile(name, file);
  }

  /** A file of one text. */
  add(name: string, text: string): ArchivedFile {
    const file = this.open(name);
    file.push(text);
    return file.end();
  }

  end(): void {
    this.#zip.end();
  }
}

/** An empty block that ends a deflated stream. */
const LAST_BLOCK = Uint8Array.of(3, 0);

/** Each chunk is deflated by itself, outside of JavaScript's memory and in half of its time; flushed, they are one stream. */
class DeflatedFile extends ZipPassThrough {
  override compression = 8;

  protected override process(chunk: Uint8Array<ArrayBuffer>, final: boolean): void {
    const bytes = () => new Uint8Array(deflateRawSync(chunk, { level: 6, finishFlush: constants.Z_SYNC_FLUSH }));
    if (chunk.length > 0) this.ondata(null, bytes(), false);
    if (final) this.ondata(null, LAST_BLOCK, true);
  }
}

class OpenFile {
  readonly #hash = createHash("sha256");
  #bytes = 0;

  constructor(readonly name: string, readonly file: DeflatedFile) {}

  /** Bytes so far. */
  get bytes(): number {
    return this.#bytes;
  }

  push(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.file.push(bytes);
  }

  end(): ArchivedFile {
    this.file.push(new Uint8Array(), true);
    return { nom: this.name, octets: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}
