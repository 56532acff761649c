/**
 * The journal's sealed files beside copies of the database: each is copied once, for it never changes, into one folder for all the
 * copies that lie there; and brought back from it with the copy that is restored.
 */
import { chmodSync, closeSync, copyFileSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { basename, dirname, join } from "node:path";
import { fingerprintOf, openSealed, toldBy } from "../journal/sealed_file.ts";
import { originIn, type Seal, sealsIn } from "../journal/seals.ts";
import { syncFile, syncFolder } from "../files/durable.ts";

/** Where the sealed files lie that belong to a copy: of other shops' copies in that folder they keep apart by their journal's first hash. */
export function keptBeside(copy: string, db: DatabaseSync): string {
  return join(dirname(copy), `journal-${originIn(db).slice(0, 8)}`);
}

/**
 * Copies into a folder those of them that are not there yet; what was cut off there is made anew, and one of another life of the
 * shop is put aside. Each is tried; throws why some could not be.
 */
export function keepSealed(seals: readonly Seal[], from: string, to: string): void {
  if (seals.length === 0) return;
  makeFolder(to);
  const failed: string[] = [];
  for (const seal of seals) {
    try {
      putAside(seal, to);
      if (sizeOf(join(to, seal.name)) !== seal.size_bytes) copyOne(seal, join(from, seal.name), to);
    } catch (error) {
      failed.push(existsSync(join(from, seal.name)) ? (error as Error).message : `journal/${seal.name} is not there`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join("; "));
}

/** Brings back those of a restored database that are not in its folder; answers those that are nowhere, by their names. */
export function bringSealed(seals: readonly Seal[], from: string, to: string): string[] {
  const missing: string[] = [];
  for (const seal of seals) {
    if (isAsSealed(seal, join(to, seal.name))) continue;
    const found = join(from, nameBeside(seal, from));
    if (existsSync(join(to, seal.name)) || !isAsSealed(seal, found)) missing.push(seal.name);
    else {
      makeFolder(to);
      copyOne(seal, found, to);
    }
  }
  return missing;
}

function makeFolder(path: string): void {
  if (mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined) syncFolder(dirname(path));
}

/** Those that do not lie in a folder as they were sealed while the database still holds records of theirs, by their names. */
export function sealedMissing(db: DatabaseSync, folder: string): string[] {
  const { first } = db.prepare("SELECT coalesce(min(seq), 0) AS first FROM _journal").get() as { first: number };
  const halfway = sealsIn(db).filter(({ last_seq }) => last_seq >= first);
  return halfway.filter((seal) => !isAsSealed(seal, join(folder, seal.name))).map(({ name }) => name);
}

/** A shop whose old copy was restored may seal a year once more: the copies of either life keep the file that they need. */
function putAside(seal: Seal, folder: string): void {
  const path = join(folder, seal.name);
  const [hash, size] = [lastHashIn(path), sizeOf(path)];
  if (hash === null || size === null || (hash === seal.last_hash && size === seal.size_bytes)) return;
  renameSync(path, join(folder, asideName(seal.name, hash, size)));
  const own = join(folder, asideName(seal.name, seal.last_hash, seal.size_bytes));
  if (existsSync(own)) renameSync(own, path);
}

function asideName(name: string, hash: string, size: number): string {
  return `${basename(name, ".db")}-${hash.slice(0, 8)}-${size}.db`;
}

/** Under which name it lies in a folder beside copies: put aside where another life's bears its own. */
export function nameBeside({ name, last_hash, size_bytes }: Seal, folder: string): string {
  const aside = asideName(name, last_hash, size_bytes);
  return existsSync(join(folder, aside)) ? aside : name;
}

/** With which record a file ends, as it says of itself; null for one that says nothing. */
function lastHashIn(path: string): string | null {
  let db: DatabaseSync | null = null;
  try {
    db = openSealed(path);
    return db && (toldBy(db)?.last_hash ?? null);
  } catch {
    return null; // cut off, or no such file at all: made anew
  } finally {
    db?.close();
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

function isAsSealed({ size_bytes, sha256 }: Seal, path: string): boolean {
  return sizeOf(path) === size_bytes && fingerprintOf(path).sha256 === sha256;
}

function copyOne({ name, size_bytes, sha256 }: Seal, file: string, to: string): void {
  const part = join(to, `${name}.part`);
  try {
    rmSync(part, { force: true });
    // Its owner's alone from the first byte, where the disk knows owners.
    closeSync(openSync(part, "wx", 0o600));
    copyFileSync(file, part);
    chmodSync(part, 0o600);
    syncFile(part);
    const made = fingerprintOf(part);
    if (made.size_bytes !== size_bytes || made.sha256 !== sha256) throw new Error(`journal/${name} is not as it was sealed`);
    chmodSync(part, 0o400);
    renameSync(part, join(to, name));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncFolder(to);
}
