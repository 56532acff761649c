/** The copies of the shop's database, how old the newest is, and one more. */
import type { Locale } from "../../../../shared/errors.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { type Column, DataTable } from "../../components/data_table.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { inBytes } from "./in_bytes.ts";
import type { Kept, KeptBackup } from "./system_work.ts";
import type { SystemMessages } from "./words.ts";

/** Milliseconds after which the newest copy is old. */
const OLD_MS = 3 * 24 * 60 * 60 * 1000;

interface BackupsPanelProps {
  /** Null until they are known. */
  kept: Kept | null;
  t: OwnerMessages;
  w: SystemMessages;
  locale: Locale;
  onMake: () => Promise<Failure | null>;
}

export function BackupsPanel({ kept, t, w, locale, onMake }: BackupsPanelProps) {
  const making = useSubmission();
  const newest = kept?.backups[0];
  const old = kept !== null && (newest === undefined || Date.now() - Date.parse(newest.made_at) > OLD_MS);
  const columns: readonly Column<KeptBackup>[] = [
    { name: "made", label: w.made, cell: ({ made_at }) => formatDateAndTime(made_at, locale) },
    { name: "name", label: w.file, aside: true, cell: ({ name }) => <span class="file-name">{name}</span> },
    { name: "size", label: w.size, figures: true, cell: ({ size_bytes }) => inBytes(size_bytes, locale) },
  ];
  return (
    <section class="pane backups" aria-labelledby="backups-title">
      <header class="pane-head">
        <h2 id="backups-title">{w.backups}</h2>
        <button type="button" class="button button-main" disabled={making.busy} onClick={() => making.run(onMake)}>
          {making.busy ? w.making : w.make}
        </button>
      </header>
      {making.failure !== null && <FailureNote failure={making.failure} t={t} />}
      {old && <p class="stale" role="status">{newest === undefined ? w.noneYet : w.old}</p>}
      <p class="pane-lead">
        {w.lead} {kept !== null && <span class="file-name">{kept.folder}</span>}
      </p>
      {kept === null && <Loading label={t.owner.loading} rows={2} />}
      {kept?.backups.length === 0 && <Empty icon="receipt" title={w.none} />}
      {kept !== null && kept.backups.length > 0 && (
        <DataTable
          label={w.backups}
          columns={columns}
          rows={kept.backups}
          keyOf={({ name }) => name}
        />
      )}
      <p class="pane-foot">{w.restore}</p>
    </section>
  );
}
