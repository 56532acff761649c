/**
 * Tells the database's file from another that was written over it: an older copy, another shop's. Such a one keeps the
 * name and the inode, and its time of change is also that of every checkpoint. So the writer raises SQLite's own
 * `user_version` as it writes, and what the file itself says, without its log, must lie between what it last said and what
 * was written last: a copy from before the last checkpoint has a lower number. A copy that SQLite made has another
 * `schema_version`. What was copied since the last checkpoint and is none of these lacks nothing that the log does not hold.
 */
import { randomInt } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import { type FileHead, HEAD_BYTES } from "./file_head.ts";

interface Mark {
  readonly version: number;
  readonly schema: number;
}

/** A shop's numbers begin anywhere below it, so that another shop's are others; one a second reaches the end of them in 30 years. */
const FIRST_BELOW = 2 ** 30;

export class ContentMark {
  #raised: number;
  #raisedAt = -Infinity;
  /** What the file said, and when it was changed, at the last look. */
  #seen: Mark | null;
  #changed: string;

  /** Of a file that is taken for the right one, as the writer opened it. */
  constructor(readonly db: DatabaseSync, path: string, readonly head: FileHead) {
    this.#raised = markIn(db).version;
    this.#changed = changeOf(Deno.statSync(path));
    this.#seen = markOf(head.read());
  }

  /** Inside each of the writer's transactions; does something in one of a second. */
  raise(): void {
    const now = performance.now();
    if (now - this.#raisedAt < LIMITS.markMs) return;
    this.#raisedAt = now;
    this.#raised = this.#raised === 0 ? randomInt(1, FIRST_BELOW) : this.#raised + 1;
    this.db.exec(`PRAGMA user_version = ${this.#raised}`);
  }

  /** Whether the file, of which the system says `info`, was written by somebody who is not SQLite; false while that cannot be told. */
  isForeign(info: Deno.FileInfo): boolean {
    const changed = changeOf(info);
    if (changed === this.#changed) return false;
    const found = markOf(this.head.read());
    const follows = found === null ? null : this.#follows(found);
    if (follows !== true) return follows === false;
    this.#seen = found;
    this.#changed = changed;
    return false;
  }

  /** Whether SQLite may have left this there; null when that cannot be told now. */
  #follows({ version, schema }: Mark): boolean | null {
    if (this.#seen === null) return true;
    if (version < this.#seen.version || version > this.#raised) return false;
    if (schema === this.#seen.schema) return true;
    // Another program may add a table, or have the whole file written anew.
    const now = attempt(() => markIn(this.db));
    return now === null ? null : schema === now.schema;
  }
}

function changeOf({ mtime, size }: Deno.FileInfo): string {
  return `${mtime?.getTime()} ${size}`;
}

/** What SQLite's file format has at its beginning, and where. */
const MAGIC = "SQLite format 3\0";
const AT = { schema: 40, version: 60 } as const;
const NO_DATABASE: Mark = { version: -1, schema: -1 };

/** What a file says by itself, without its log; null where it cannot be read now. */
function markOf(head: Uint8Array | null): Mark | null {
  if (head === null) return null;
  const magic = new TextDecoder("latin1").decode(head.subarray(0, MAGIC.length));
  if (head.length < HEAD_BYTES || magic !== MAGIC) return NO_DATABASE;
  const view = new DataView(head.buffer);
  return { version: view.getInt32(AT.version), schema: view.getInt32(AT.schema) };
}

function markIn(db: DatabaseSync): Mark {
  const { user_version: version } = db.prepare("PRAGMA user_version").get() as { user_version: number };
  const { schema_version: schema } = db.prepare("PRAGMA schema_version").get() as { schema_version: number };
  return { version, schema };
}

function attempt<T>(what: () => T): T | null {
  try {
    return what();
  } catch {
    return null;
  }
}
