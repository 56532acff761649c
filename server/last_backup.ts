/** How the last try to make a backup ended, as the journal tells it: to a server that starts, and to who looks without one. */
import type { BackupTried } from "./database/files/kept_backups.ts";

export const LAST_BACKUP = `SELECT at, kind, content ->> '$.detail' AS detail FROM _journal WHERE seq = (SELECT max(seq) FROM (
  SELECT max(seq) AS seq FROM _journal WHERE kind = 'backup' AND kind <> 'write' UNION ALL
  SELECT max(seq) FROM _journal WHERE kind = 'backup_failed' AND kind <> 'write'))`;

export interface LastBackup {
  readonly at: string;
  readonly kind: string;
  readonly detail: string;
}

/** null where none was ever tried. */
export function triedOf(last: LastBackup | undefined): BackupTried | null {
  if (last === undefined) return null;
  const { reason, defect, second_failed } = JSON.parse(last.detail) as Record<string, string | undefined>;
  const failed = last.kind === "backup_failed" ? reason ?? "" : null;
  return { at: last.at, failed, defect: defect ?? null, second_failed: second_failed ?? null };
}
