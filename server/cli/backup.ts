/** `comptoir backup` and `comptoir restore`. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { perform } from "./actions.ts";
import { dataFolder, existingFolder, Refused } from "./console.ts";
import { runningServer } from "./lock.ts";
import { restoreDatabase } from "../database/restore.ts";

interface Flags {
  readonly data?: string;
}

export async function backup(file: string | undefined, { data }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const target = resolve(file ?? join(folder.backups, `comptoir-${stamp}.db`));
  try {
    const { size_bytes } = await perform<{ size_bytes: number }>(folder, "backup", { file: target });
    console.log(`Backup written: ${target} (${size_bytes} bytes).`);
    return 0;
  } catch (error) {
    throw new Refused(`The backup was not written: ${(error as Error).message}`);
  }
}

export async function restore(file: string, { data }: Flags): Promise<number> {
  // A new PC has no shop yet: that is when a copy is needed most.
  const folder = dataFolder(data);
  folder.prepare();
  mkdirSync(folder.backups, { recursive: true, mode: 0o700 });
  if (await runningServer(folder) !== null) throw new Refused("The server runs on this folder: stop it, then restore.");
  refuseMixture(folder.database, resolve(file));
  try {
    const { kept } = await restoreDatabase(folder, resolve(file), new Date());
    console.log(`Restored from ${file}.${kept === null ? "" : ` The database of before is kept as ${kept}.`}`);
    return 0;
  } catch (error) {
    throw new Refused(`Nothing was restored: ${(error as Error).message}`);
  }
}

/** A demo never becomes a real shop, nor a real shop a demo. */
function refuseMixture(database: string, file: string): void {
  const [here, there] = [isDemo(database), isDemo(file)];
  if (here === null || there === null || here === there) return;
  throw new Refused(
    there
      ? "Nothing was restored: the file is a demo shop's, and this folder holds a real shop."
      : "Nothing was restored: this folder holds a demo shop, and the file is a real shop's. Restore it into a new folder.",
  );
}

/** null for what cannot be read: the restore itself says why. */
function isDemo(path: string): boolean | null {
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return (db.prepare("SELECT demo FROM boutique").get() as { demo: number }).demo === 1;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}
