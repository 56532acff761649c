/** Worker for one long task at a time, then ended: verifying the journal, copying the database. */
import { copyDatabase } from "../database/backup.ts";
import { DataFolder } from "../database/folder.ts";
import { openReader } from "../database/sqlite.ts";
import { verifyJournal } from "../database/verification.ts";

export type MaintenanceTask =
  | { readonly kind: "verify"; readonly folder: string }
  | { readonly kind: "backup"; readonly folder: string; readonly file: string };

self.onmessage = async ({ data }: MessageEvent<MaintenanceTask>) => {
  const folder = new DataFolder(data.folder);
  try {
    const result = data.kind === "backup"
      ? await copyDatabase(folder.database, data.file)
      : verifyJournal(openReader(folder.database), folder.journalHead, folder.key("journal"));
    (self as unknown as Worker).postMessage({ result });
  } catch (error) {
    (self as unknown as Worker).postMessage({ error: (error as Error).message });
  }
};
