/** The data folder: where the database, its backups and the keys lie, each readable by its owner alone. */
import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export class DataFolder {
  constructor(readonly path: string) {}

  get database(): string {
    return join(this.path, "comptoir.db");
  }
  get backups(): string {
    return join(this.path, "backups");
  }
  get journalHead(): string {
    return join(this.path, "journal.head");
  }
  /** A file beside the database. */
  beside(name: string): string {
    return join(this.path, name);
  }
  get lock(): string {
    return join(this.path, "comptoir.lock");
  }

  /** Makes the folder where it is missing; throws when it cannot be written. */
  prepare(): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    const probe = join(this.path, ".write-test");
    writeFileSync(probe, "");
    Deno.removeSync(probe);
    // SQLite would make its file with the umask's mode; the files beside it take this one's.
    if (!existsSync(this.database)) writeFileSync(this.database, "", { mode: 0o600 });
    chmodSync(this.database, 0o600);
  }

  /** The text of a key file, made on first use. */
  secret(name: string, make: () => string): string {
    const path = join(this.path, `${name}.key`);
    if (!existsSync(path)) writeWhole(path, make());
    return readFileSync(path, "utf8").trim();
  }

  /** The text of a key file; null when there is none. */
  readSecret(name: string): string | null {
    const path = join(this.path, `${name}.key`);
    return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
  }

  /** A key of 32 random bytes in a file of its own, made on first use. */
  key(name: "token" | "journal"): Uint8Array {
    const key = this.secret(name, () => randomBytes(32).toString("hex"));
    if (!/^[0-9a-f]{64}$/.test(key)) throw new Error(`the key file ${name}.key is damaged: restore it from a backup`);
    return new Uint8Array(key.match(/../g)!.map((byte) => parseInt(byte, 16)));
  }
}

/** A new file, on disk before anything is signed with what it holds; none when the disk is full. */
function writeWhole(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}
