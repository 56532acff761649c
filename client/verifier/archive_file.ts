/** The ZIP of an archive, of which each file is read when its turn comes: a year is long. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
/** The end may be followed by a comment of this many bytes. */
const COMMENT_BYTES = 65_535;

/** Where a file lies, as the table at the end of the ZIP says. */
interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly at: number;
}

export class ArchiveFile {
  private constructor(readonly zip: Blob, readonly entries: ReadonlyMap<string, Entry>) {}

  static async open(zip: Blob): Promise<ArchiveFile> {
    const tail = await view(zip, Math.max(0, zip.size - END_BYTES - COMMENT_BYTES), zip.size);
    let end = tail.byteLength - END_BYTES;
    while (end >= 0 && tail.getUint32(end, true) !== END) end--;
    if (end < 0) throw new Error("ce n’est pas une archive ZIP");
    const start = tail.getUint32(end + 16, true);
    const table = await view(zip, start, start + tail.getUint32(end + 12, true));
    return new ArchiveFile(zip, entriesIn(table, tail.getUint16(end + 10, true)));
  }

  names(): Iterable<string> {
    return this.entries.keys();
  }

  /** The bytes of a file; null for none, or for one that cannot be read. */
  async read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const entry = this.entries.get(name);
    if (entry === undefined) return null;
    try {
      const local = await view(this.zip, entry.at, entry.at + 30);
      const start = entry.at + 30 + local.getUint16(26, true) + local.getUint16(28, true);
      const body = this.zip.slice(start, start + entry.packed);
      const whole = entry.method === 0 ? body.stream() : body.stream().pipeThrough(new DecompressionStream("deflate-raw"));
      return new Uint8Array(await new Response(whole).arrayBuffer());
    } catch {
      return null;
    }
  }

  /** The bytes of a file without which nothing can be verified. */
  async need(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.read(name);
    if (bytes === null) throw new Error(`le fichier ${name} manque ou est illisible`);
    return bytes;
  }
}

async function view(zip: Blob, from: number, to: number): Promise<DataView<ArrayBuffer>> {
  return new DataView(await zip.slice(from, to).arrayBuffer());
}

function entriesIn(table: DataView<ArrayBuffer>, count: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0, left = count; left > 0; left--) {
    if (at + 46 > table.byteLength || table.getUint32(at, true) !== ENTRY) throw new Error("la table des fichiers est abîmée");
    const nameLength = table.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(table.buffer).subarray(at + 46, at + 46 + nameLength));
    entries.set(name, {
      method: table.getUint16(at + 10, true),
      packed: table.getUint32(at + 20, true),
      at: table.getUint32(at + 42, true),
    });
    at += 46 + nameLength + table.getUint16(at + 30, true) + table.getUint16(at + 32, true);
  }
  return entries;
}
