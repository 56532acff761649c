/** A backup once more in another folder, on another disk or another PC: the same bytes, read again there. */
import { closeSync, copyFileSync, createReadStream, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { syncFile, syncFolder } from "./durable.ts";
import { dropCutOff } from "./kept_backups.ts";

/** Throws when the folder is not there: where its disk is not plugged in, the copy would land on the PC's own. */
export async function copyElsewhere(file: string, folder: string): Promise<void> {
  if (!existsSync(folder)) throw new Error(`the folder '${folder}' is not there`);
  // A crash in the midst of one before it left its half, as large as a copy.
  dropCutOff(folder);
  const target = join(folder, basename(file));
  const part = `${target}.part`;
  try {
    // Its owner's alone from the first byte, where the disk knows owners.
    closeSync(openSync(part, "w", 0o600));
    copyFileSync(file, part);
    syncFile(part);
    if (await hashOf(part) !== await hashOf(file)) throw new Error(`the copy in '${folder}' is not what was written`);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncFolder(folder);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}
