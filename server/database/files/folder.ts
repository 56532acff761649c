/** The data folder: where the database, its backups and the keys lie, each readable by its owner alone. */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { LIMITS } from "../../../shared/limits.ts";
import { writeDurably } from "./durable.ts";

/** What it costs that a key is lost. */
const COST = {
  token: "everybody signs in once more",
  journal: "whether journal.head and fiscal.head are as they were left cannot be told this once",
} as const;
type KeyName = keyof typeof COST;

export class DataFolder {
  constructor(readonly path: string) {}

  get database(): string {
    return join(this.path, "comptoir.db");
  }
  get backups(): string {
    return join(this.path, "backups");
  }
  /** Where the journal's sealed yearly files lie. */
  get sealed(): string {
    return join(this.path, "journal");
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
    this.#tryToWrite(0);
    // SQLite would make its file with the umask's mode; the files beside it take this one's.
    if (!existsSync(this.database)) writeFileSync(this.database, "", { mode: 0o600 });
    chmodSync(this.database, 0o600);
  }

  /**
   * Throws when there is no room for what opening a shop writes first. Asked before SQLite is: it maps the
   * index of its log into memory, and touching that on a full disk ends the process without a word.
   */
  requireRoom(): void {
    if (existsSync(this.database)) this.#tryToWrite(LIMITS.startRoomBytes);
  }

  #tryToWrite(bytes: number): void {
    this.#probe((file) => writeFileSync(file, new Uint8Array(bytes)));
  }

  /** Gives a new file to `ask`, which goes again. Whatever lies under its name is not written into, least of all by root. */
  #probe<T>(ask: (file: number) => T): T {
    const path = join(this.path, `.comptoir-test-${Deno.pid}`);
    // A crash may have left one, of a process that had this number.
    rmSync(path, { force: true });
    const file = openSync(path, "wx", 0o600);
    try {
      return ask(file);
    } finally {
      closeSync(file);
      rmSync(path, { force: true });
    }
  }

  /**
   * Whose the shop is, where files that this process makes would be another's; else null. Asked of a file that is made: on
   * some disks whatever anybody makes is the same user's.
   */
  ownedByAnother(): { readonly owner: number; readonly self: number } | null {
    try {
      const database = statSync(this.database);
      if (database.size === 0 || Deno.build.os === "windows") return null;
      const self = this.#probe((file) => fstatSync(file).uid);
      return self === database.uid ? null : { owner: database.uid, self };
    } catch {
      // There is none, or it cannot be written: that is told where it is to be.
      return null;
    }
  }

  /** The text of a key file, made on first use. */
  secret(name: string, make: () => string): string {
    const found = this.readSecret(name);
    if (found !== null) return found;
    const text = make();
    writeDurably(this.#keyFile(name), text);
    return text.trim();
  }

  /** The text of a key file, empty after a power cut or a full disk; null when there is none. */
  readSecret(name: string): string | null {
    const path = this.#keyFile(name);
    return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
  }

  /** Puts a text in the place of a key file's, or takes that away. */
  keepSecret(name: string, text: string | null): void {
    if (text === null) rmSync(this.#keyFile(name), { force: true });
    else writeDurably(this.#keyFile(name), text);
  }

  /** A key of 32 random bytes in a file of its own; made on first use, and anew when it is lost. */
  key(name: KeyName): Uint8Array {
    const found = this.#key(name);
    if (typeof found !== "string") return found;
    const key = randomBytes(32);
    writeDurably(this.#keyFile(name), key.toString("hex"));
    if (found === "lost") console.warn(`${name}.key was empty or cut off: a new one was made, ${COST[name]}.`);
    return new Uint8Array(key);
  }

  /** The key that signed the files which lie here; null when it is lost. Asked before `key` makes a new one. */
  signedBy(): Uint8Array | null {
    const found = this.#key("journal");
    // Nothing fits a key that somebody took away.
    return found === "lost" ? null : found === "missing" ? new Uint8Array(randomBytes(32)) : found;
  }

  /** "lost" for one that is empty or cut off, as after a power cut; throws for one that somebody else wrote. */
  #key(name: KeyName): Uint8Array | "missing" | "lost" {
    const text = this.readSecret(name);
    if (text === null) return "missing";
    if (/^[0-9a-f]{0,63}\0*$/.test(text)) return "lost";
    if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`the key file ${name}.key is damaged: restore it from a backup`);
    return new Uint8Array(text.match(/../g)!.map((byte) => parseInt(byte, 16)));
  }

  #keyFile(name: string): string {
    return join(this.path, `${name}.key`);
  }
}
