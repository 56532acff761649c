/**
 * Whether the journal's sealed files are what was sealed: each file by its own records, which go on from those before it, by what it
 * says of itself, and as a whole by its hash. One that is not there is told by its name, and is no forgery.
 */
import type { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { fingerprintOf, openSealed, TOLD_FIELDS, toldBy } from "./sealed_file.ts";
import { type Seal, SEAL_FIELDS } from "./seals.ts";
import type { Walk, Wrong } from "./walk.ts";

export class SealedFiles {
  /** Those that were not found where they should lie. */
  readonly absent: Seal[] = [];
  /** Those whose records nobody has walked. */
  readonly #passed: Seal[] = [];

  /** `folder` is where they lie; null to look at none. `nameOf`: under which name each does. */
  constructor(readonly seals: readonly Seal[], readonly folder: string | null, readonly nameOf: (seal: Seal) => string) {}

  /** Through all of them, in order; null when they are as they were sealed, as far as they are there. */
  walk(walk: Walk): Wrong | null {
    for (const seal of this.seals) {
      const { name, first_seq, previous_hash } = seal;
      if (first_seq !== walk.head.seq + 1 || previous_hash !== walk.head.hash) {
        return { seq: first_seq, problem: `what is known of ${name} does not go on from the record before it` };
      }
      const wrong = this.folder === null ? this.#pass(walk, seal) : this.#walkOne(walk, seal, this.folder);
      if (wrong !== null) return wrong;
    }
    return null;
  }

  /** Whether the signed records, once all are walked, say of each file what the database does. Where such a record stands in a file that is not there it cannot be told. */
  unlikeRecords({ sealed }: Walk): Wrong | null {
    for (const seal of this.seals) {
      const told = sealed.get(seal.name);
      if (told === undefined) {
        if (this.#passed.some(({ first_seq }) => first_seq > seal.last_seq)) continue;
        return { seq: seal.first_seq, problem: `no record tells that ${seal.name} was sealed` };
      }
      const field = SEAL_FIELDS.find((name) => told[name] !== seal[name]);
      if (field === undefined) continue;
      return { seq: seal.first_seq, problem: `of ${seal.name} another '${field}' is known than its record tells` };
    }
    return null;
  }

  #pass(walk: Walk, seal: Seal): null {
    this.#passed.push(seal);
    walk.past(seal);
    return null;
  }

  #walkOne(walk: Walk, seal: Seal, folder: string): Wrong | null {
    const { name, first_seq } = seal;
    const path = join(folder, this.nameOf(seal));
    let db: DatabaseSync | null = null;
    try {
      db = openSealed(path);
      if (db === null) {
        this.absent.push(seal);
        return this.#pass(walk, seal);
      }
      return sealedWrong(walk, seal, db, path);
    } catch (error) {
      return { seq: first_seq, problem: `${name} cannot be read (${(error as Error).message})` };
    } finally {
      db?.close();
    }
  }
}

function sealedWrong(walk: Walk, seal: Seal, db: DatabaseSync, path: string): Wrong | null {
  const { name, first_seq, last_seq, last_hash, origin } = seal;
  const told = toldBy(db);
  if (told !== null && told.origin !== origin) return { seq: first_seq, problem: `${name} is another shop's` };
  const wrong = walk.along(db, last_seq);
  if (wrong !== null) return { ...wrong, problem: `in ${name}, ${wrong.problem}` };
  if (walk.head.seq !== last_seq) return { seq: walk.head.seq + 1, problem: `in ${name}, the record is missing` };
  if (walk.head.hash !== last_hash) return { seq: last_seq, problem: `${name} ends with another record than was sealed` };
  if (told === null || TOLD_FIELDS.some((field) => told[field] !== seal[field])) {
    return { seq: first_seq, problem: `${name} does not say of itself what was sealed` };
  }
  const { size_bytes, sha256 } = fingerprintOf(path);
  if (size_bytes !== seal.size_bytes || sha256 !== seal.sha256) {
    return { seq: first_seq, problem: `${name} was changed, beside its records` };
  }
  return null;
}
