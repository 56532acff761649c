/**
 * The journal as one, in whatever files its records stand: the sealed ones of years past, and the live one. Each part has the same
 * tables, so that what reads the one reads the other. A file is opened when a record of it is asked for, and never written.
 */
import type { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { AppError, say } from "../../../shared/errors.ts";
import { StatementCache } from "../sql/statements.ts";
import { openSealed, TOLD_FIELDS, toldBy } from "./sealed_file.ts";
import { hasSeals, type Seal, SEALS } from "./seals.ts";
import type { JournalSearch } from "./search.ts";

/** Records from `first` to `last`, both included. */
export interface Part {
  readonly first: number;
  readonly last: number;
  /** Throws `database_unavailable` where its file is not there, or is none. */
  readonly statements: StatementCache;
}

export class JournalParts {
  /** By the hash of each: after a restore another may be known by a name. */
  readonly #opened = new Map<string, StatementCache>();
  #hasSeals: boolean | null = null;

  /** `folder` is where sealed files lie; `prepare` hears of each that is opened. */
  constructor(
    readonly live: StatementCache,
    readonly folder: string,
    readonly prepare: (db: DatabaseSync) => void = () => {},
  ) {}

  /** Those that may hold what is asked for, in the order that it is asked in, each with the search as far as it is its own. */
  *of<S extends JournalSearch>(search: S): Generator<{ readonly part: Part; readonly search: S }> {
    const parts = this.#all(search);
    for (const part of search.order === "ASC" ? parts : parts.reverse()) {
      const [after, before] = [Math.max(search.after, part.first - 1), Math.min(search.before, part.last + 1)];
      if (before - after > 1) yield { part, search: { ...search, after, before } };
    }
  }

  /** The statements of the part in which a record stands. */
  at(seq: number): StatementCache {
    const seal = this.#seals().find(({ first_seq, last_seq }) => first_seq <= seq && seq <= last_seq);
    return seal === undefined ? this.live : this.#open(seal);
  }

  #all({ from, to }: Pick<JournalSearch, "from" | "to">): Part[] {
    const seals = this.#seals();
    const asked = seals.filter(({ from_at, to_at }) => (from === null || to_at >= from) && (to === null || from_at < to));
    const open = (seal: Seal) => this.#open(seal);
    const sealed = asked.map((seal): Part => ({
      first: seal.first_seq,
      last: seal.last_seq,
      get statements() {
        return open(seal);
      },
    }));
    const first = (seals.at(-1)?.last_seq ?? 0) + 1;
    // Before the first record may stand what somebody else has written.
    return [...sealed, {
      first: first === 1 ? Number.MIN_SAFE_INTEGER : first,
      last: Number.MAX_SAFE_INTEGER,
      statements: this.live,
    }];
  }

  #seals(): readonly Seal[] {
    this.#hasSeals ??= hasSeals(this.live.db);
    return this.#hasSeals ? this.live.get(SEALS).all() as unknown as Seal[] : [];
  }

  #open(seal: Seal): StatementCache {
    const known = this.#opened.get(seal.sha256);
    if (known !== undefined) return known;
    const db = openOwn(this.folder, seal);
    if (db === null) {
      // The oldest record is dropped first: where it stands yet, so do all, as in a copy that was made in between.
      if (this.live.get("SELECT 1 FROM _journal WHERE seq = ?").get(seal.first_seq) !== undefined) return this.live;
      throw new AppError("database_unavailable", { reason: absent(seal) });
    }
    this.prepare(db);
    const statements = new StatementCache(db);
    this.#opened.set(seal.sha256, statements);
    return statements;
  }
}

/** null for one that is not there, cannot be read, or says of itself that it is another: what is wrong with it is for verification to say. */
function openOwn(folder: string, seal: Seal): DatabaseSync | null {
  let db: DatabaseSync | null = null;
  try {
    db = openSealed(join(folder, seal.name));
    const told = db && toldBy(db);
    if (told !== null && TOLD_FIELDS.every((field) => told[field] === seal[field])) return db;
  } catch {
    // Likewise.
  }
  db?.close();
  return null;
}

function absent({ name, first_seq, last_seq }: Seal) {
  return say(
    `les enregistrements ${first_seq} à ${last_seq} sont dans journal/${name}, qui n'est pas lisible dans le dossier de la boutique : remettez-le depuis une sauvegarde`,
    `records ${first_seq} to ${last_seq} stand in journal/${name}, which cannot be read in the shop's folder: put it back from a backup`,
  );
}
