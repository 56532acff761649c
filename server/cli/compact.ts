/**
 * `comptoir compact`: the database without its free pages. It is written anew beside itself and looked through; then it takes its own
 * place as a copy that is restored does: all of it or nothing, whatever ends the program in between.
 */
import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import { lookThrough, rowsOf } from "../database/files/backup.ts";
import { type Pages, pagesOf } from "../database/files/compacted.ts";
import { freeBytes } from "../database/files/disk_space.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { journalHead } from "../database/files/head_file.ts";
import { foldLog } from "../database/files/own_files.ts";
import { Replacement } from "../database/files/replacement.ts";
import { Errands } from "../database/processes/errands.ts";
import { openWriter } from "../database/sql/sqlite.ts";
import { copiedRecords } from "../restoring/copied_records.ts";
import type { Errand } from "../workers/errands.ts";
import { act } from "./actions.ts";
import { existingFolder, Refused } from "./console.ts";
import { openLock, runningServer } from "./lock.ts";
import { ownProcesses } from "./own_processes.ts";
import { progressOf } from "./progress_line.ts";
import { putInPlace } from "./put_in_place.ts";
import { sentence } from "./sentence.ts";

export async function compact({ data }: { readonly data?: string }): Promise<number> {
  const folder = existingFolder(data);
  if (await runningServer(folder) !== null) throw new Refused("The server runs on this folder: stop it, then compact.");
  const lock = await openLock(folder);
  let before: Pages;
  try {
    folder.requireRoom();
    const held = openWriter(folder.database);
    let replacement: Replacement;
    try {
      before = folded(held);
      if (before.free_bytes < before.size_bytes * LIMITS.compactShare) {
        console.log(`Nothing to give back: of ${inBytes(before.size_bytes)}, ${inBytes(before.free_bytes)} are free.`);
        return 0;
      }
      replacement = await decided(folder, held, before);
    } finally {
      held.close();
    }
    putInPlace(replacement, "The smaller file is not in its place yet");
  } finally {
    lock.release();
  }
  const after = statSync(folder.database).size;
  console.log(`Compacted: ${inBytes(before.size_bytes)} before, ${inBytes(after)} now. Nothing else was changed.`);
  await note(folder, before.size_bytes, after);
  return 0;
}

/** For who finds the file smaller than it was. That it is opened for it shows that it opens. */
async function note(folder: DataFolder, before: number, after: number): Promise<void> {
  try {
    await act(folder, "compacted", { before: String(before), after: String(after) });
  } catch (error) {
    console.warn(`That it was compacted is not in the journal: ${sentence(error)}.`);
  }
}

/** All that was written stands in the one file, and no other program writes into it until it is closed: the copy would be without that. */
function folded(db: DatabaseSync): Pages {
  foldLog(db);
  db.exec("BEGIN IMMEDIATE");
  return pagesOf(db);
}

/** The smaller file, which has all that `held` has, and takes its place from here on. */
async function decided(folder: DataFolder, held: DatabaseSync, before: Pages): Promise<Replacement> {
  await requireRoomFor(before, folder);
  const replacement = Replacement.begin(folder);
  try {
    const { database } = replacement.inside;
    await written(folder, database, before.size_bytes - before.free_bytes);
    await lookThrough(database, rowsOf(held), async (copy) => {
      const inJournal = progressOf("journal");
      const { defect } = await copiedRecords(copy, folder, journalHead(folder, folder.signedBy()).read(), inJournal);
      inJournal(0, 0);
      if (defect !== null) throw new Error(defect);
    });
    replacement.decide();
    return replacement;
  } catch (error) {
    replacement.abandon();
    throw new Refused(`Nothing was compacted, the database is as it was: ${sentence(error)}.`);
  }
}

async function requireRoomFor({ size_bytes, free_bytes }: Pages, { path }: DataFolder): Promise<void> {
  const free = await freeBytes(path) ?? Infinity;
  const wanted = size_bytes - free_bytes + LIMITS.startRoomBytes;
  if (free < wanted) {
    throw new Refused(
      `Nothing was compacted: ${inBytes(wanted)} are needed on the disk meanwhile, ${inBytes(free)} are free.`,
    );
  }
}

/** By a process of its own, which is watched by how large the file is. */
async function written(folder: DataFolder, file: string, bytes: number): Promise<void> {
  const progress = progressOf("database", "bytes");
  const look = setInterval(
    () => progress(Math.min(bytes, statSync(file, { throwIfNoEntry: false })?.size ?? 0), bytes),
    LIMITS.progressMs,
  );
  try {
    const errand: Errand = { kind: "compact", file, folder: folder.path };
    await new Errands().result(ownProcesses(folder).compaction, errand);
  } finally {
    clearInterval(look);
    progress(0, 0);
  }
}

function inBytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
