/** Worker for one long task at a time, then ended: verifying the journals, copying the database, making an archive. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { LIMITS } from "../../shared/limits.ts";
import { backUp } from "../database/files/backup.ts";
import { processClock } from "../database/clock.ts";
import { DataFolder } from "../database/files/folder.ts";
import { journalHead } from "../database/files/head_file.ts";
import { openReader } from "../database/sql/sqlite.ts";
import { verifyJournal } from "../database/journal/verification.ts";
import { makeArchive } from "../shop/fiscal/archive/archive.ts";
import { fiscalKey } from "../shop/fiscal/key.ts";
import { verifyFiscal } from "../shop/fiscal/verification.ts";

export type MaintenanceTask =
  | { readonly kind: "verify"; readonly folder: string }
  | { readonly kind: "verify_recent"; readonly folder: string }
  | {
    readonly kind: "archive";
    readonly folder: string;
    readonly file: string;
    readonly periode: string;
    readonly version: string;
    readonly verifier: string;
  }
  | { readonly kind: "backup"; readonly folder: string; readonly file: string };

self.onmessage = async ({ data }: MessageEvent<MaintenanceTask>) => {
  const port = self as unknown as Worker;
  giveWay();
  try {
    port.postMessage({ result: await perform(data, new DataFolder(data.folder)) });
  } catch (error) {
    port.postMessage({ error: (error as Error).message });
  }
};

/** Sales come first. On Linux a priority is a thread's; elsewhere it would be that of the whole server. */
function giveWay(): void {
  if (Deno.build.os !== "linux") return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not let it: the task is only less polite.
  }
}

async function perform(task: MaintenanceTask, folder: DataFolder): Promise<unknown> {
  if (task.kind === "backup") return await backUp(folder.database, task.file);
  const db = openReader(folder.database);
  const key = fiscalKey(db, (name) => folder.readSecret(name));
  if (task.kind === "verify") {
    const journal = verifyJournal(db, journalHead(folder, folder.signedBy()).read());
    // One processor is left to the shop.
    const parallel = Math.max(1, navigator.hardwareConcurrency - 1);
    return { ...journal, fiscal: await verifyFiscal(db, key, { parallel }) };
  }
  if (task.kind === "verify_recent") return await verifyFiscal(db, key, { sinceClosing: true });
  if (key === null) throw new Error("there is no fiscal key");
  // It walks everything once: pages that are kept would be memory for nothing.
  db.exec(`PRAGMA cache_size = -${LIMITS.archiveCacheKib}`);
  const file = openSync(task.file, "wx", 0o600);
  try {
    const now = new Date(processClock().now());
    const { periode, version, verifier } = task;
    const order = { periode, version, now, partBytes: LIMITS.archivePartBytes, verifier };
    return makeArchive(db, key, order, (bytes) => writeFileSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
