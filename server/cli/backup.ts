/** `comptoir backup` and `comptoir restore`. */
import { join, resolve } from "node:path";
import { perform } from "./actions.ts";
import { existingFolder, Refused } from "./console.ts";
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
  const folder = existingFolder(data);
  if (await runningServer(folder) !== null) throw new Refused("The server runs on this folder: stop it, then restore.");
  try {
    const { kept } = await restoreDatabase(folder, resolve(file), new Date());
    console.log(`Restored from ${file}. The database of before is kept as ${kept}.`);
    return 0;
  } catch (error) {
    throw new Refused(`Nothing was restored: ${(error as Error).message}`);
  }
}
