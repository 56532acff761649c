/**
 * Small files that a power cut leaves as they were or as they were to become, never empty or torn:
 * written beside their place, on disk before they are renamed, and the folder after that.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Windows opens no folder as a file, keeps its names by itself, and brings to the disk only what may be written. */
const FOLDERS_SYNC = Deno.build.os !== "windows";

/** Readable by its owner alone from the first byte; nothing of it stays when the disk is full. */
export function writeDurably(path: string, text: string): void {
  const part = `${path}.part`;
  try {
    const file = openSync(part, "w", 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** The same, for a thread that has better to do than to wait for the disk. */
export async function writeDurablyAside(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  try {
    using file = await Deno.open(part, { write: true, create: true, truncate: true, mode: 0o600 });
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    await file.sync();
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {}); // it may not have been made
    throw error;
  }
  if (!FOLDERS_SYNC) return;
  using folder = await Deno.open(dirname(path), { read: true });
  await folder.sync();
}

/** What was written to a file by other means is on disk when this returns. */
export function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Names that were made, renamed or removed in a folder are on disk when this returns. */
export function syncFolder(path: string): void {
  syncUnwritten(path);
}

/** The same of a file that nobody may write any more. */
export function syncUnwritten(path: string): void {
  if (!FOLDERS_SYNC) return;
  const place = openSync(path, "r");
  try {
    fsyncSync(place);
  } finally {
    closeSync(place);
  }
}
