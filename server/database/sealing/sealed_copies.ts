/**
 * The journal's sealed files beside copies of the database: each is copied once, for it never changes, into one folder for all the
 * copies that lie there; and brought back from it with the copy that is restored.
 */
import { chmodSync, closeSync, copyFileSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { dirname, join } from "node:path";
import { fingerprintOf } from "../journal/sealed_file.ts";
import { originIn, type Seal } from "../journal/seals.ts";
import { syncFile, syncFolder } from "../files/durable.ts";

/** Where the sealed files lie that belong to a copy: of other shops' copies in that folder they keep apart by their journal's first hash. */
export function keptBeside(copy: string, db: DatabaseSync): string {
  return join(dirname(copy), `journal-${originIn(db).slice(0, 8)}`);
}

/** Copies into a folder those of them that are not there yet; what lies there under such a name with another size is made anew. Throws why one could not be. */
export function keepSealed(seals: readonly Seal[], from: string, to: string): void {
  if (seals.length === 0) return;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const seal of seals) {
    const there = statSync(join(to, seal.name), { throwIfNoEntry: false });
    if (there?.size !== seal.size_bytes) copyOne(seal, from, to);
  }
}

/** Brings back those of a restored database that are not in its folder; answers those that are nowhere, by their names. */
export function bringSealed(seals: readonly Seal[], from: string, to: string): string[] {
  const missing: string[] = [];
  for (const seal of seals) {
    if (isThere(seal, to)) continue;
    if (existsSync(join(to, seal.name)) || !isThere(seal, from)) missing.push(seal.name);
    else keepSealed([seal], from, to);
  }
  return missing;
}

function isThere({ name, size_bytes, sha256 }: Seal, folder: string): boolean {
  const path = join(folder, name);
  if (statSync(path, { throwIfNoEntry: false })?.size !== size_bytes) return false;
  return fingerprintOf(path).sha256 === sha256;
}

function copyOne({ name, size_bytes, sha256 }: Seal, from: string, to: string): void {
  const part = join(to, `${name}.part`);
  try {
    rmSync(part, { force: true });
    // Its owner's alone from the first byte, where the disk knows owners.
    closeSync(openSync(part, "wx", 0o600));
    copyFileSync(join(from, name), part);
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
