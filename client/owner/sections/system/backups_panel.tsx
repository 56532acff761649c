/** The copies of the shop's database, how old the newest is, and one more. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { type Column, DataTable } from "../../components/data_table.tsx";
import { HowFar } from "../../pages/how_far.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { inBytes } from "./in_bytes.ts";
import { PlanForm } from "./plan_form.tsx";
import { RestoreDialog } from "./restore_dialog.tsx";
import { words as en } from "./restore_en.ts";
import { words as fr } from "./restore_fr.ts";
import type { KeptBackup, RestoreWork } from "./restore_work.ts";
import { RestoredNote } from "./restored_note.tsx";
import type { BackupPlan, Kept } from "./system_work.ts";
import type { SystemMessages } from "./words.ts";
import { RowButton } from "../../components/row_button.tsx";

interface BackupsPanelProps {
  /** Null until they are known. */
  kept: Kept | null;
  t: OwnerMessages;
  w: SystemMessages;
  locale: Locale;
  onMake: () => Promise<Failure | null>;
  onPlan: (plan: BackupPlan) => Promise<Failure | null>;
  restore: RestoreWork;
}

export function BackupsPanel({ kept, t, w, locale, onMake, onPlan, restore }: BackupsPanelProps) {
  const making = useSubmission();
  const putBack = useSignal<KeptBackup | null>(null);
  const r = locale === "fr" ? fr : en;
  const columns: readonly Column<KeptBackup>[] = [
    { name: "made", label: w.made, cell: ({ made_at }) => formatDateAndTime(made_at, locale) },
    { name: "kind", label: w.kind, aside: true, cell: ({ kind }) => w.kinds[kind ?? "foreign"] },
    { name: "name", label: w.file, aside: true, cell: ({ name }) => <span class="file-name">{name}</span> },
    { name: "size", label: w.size, figures: true, cell: ({ size_bytes }) => inBytes(size_bytes, locale) },
    {
      name: "restore",
      label: r.action,
      cell: (copy) => (
        <RowButton
          label={r.action}
          of={r.of(formatDateAndTime(copy.made_at, locale))}
          onPress={() => putBack.value = copy}
        />
      ),
    },
  ];
  return (
    <section class="pane backups" aria-labelledby="backups-title">
      <header class="pane-head">
        <h2 id="backups-title">{w.backups}</h2>
        <button type="button" class="button button-main" disabled={making.busy} onClick={() => making.run(onMake)}>
          {making.busy ? w.making : w.make}
        </button>
      </header>
      {making.busy && <HowFar client={restore.client} work="backup" locale={locale} />}
      {making.failure !== null && <FailureNote failure={making.failure} t={t} />}
      {kept !== null && warningsOf(kept, w).map((text) => <p key={text} class="stale" role="status">{text}</p>)}
      {restore.under.value && <p class="stale" role="status">{r.under}</p>}
      {kept?.restored != null && <RestoredNote restored={kept.restored} w={r} locale={locale} />}
      <p class="pane-lead">
        {w.lead} {kept !== null && <span class="file-name">{kept.folder}</span>}
      </p>
      {kept === null && <Loading label={t.owner.loading} rows={2} />}
      {kept?.backups.length === 0 && <Empty icon="receipt" title={w.none} />}
      <DataTable
        label={w.backups}
        columns={columns}
        rows={kept?.backups}
        keyOf={({ name }) => name}
      />
      {kept !== null && (
        <details class="backup-choices">
          <summary>{w.plan.title(kept.settings)}</summary>
          <PlanForm plan={kept.settings} t={t} w={w} onSave={onPlan} />
        </details>
      )}
      {putBack.value !== null && (
        <RestoreDialog
          copy={putBack.value}
          work={restore}
          t={t}
          w={r}
          locale={locale}
          onClose={() => putBack.value = null}
        />
      )}
      <p class="pane-foot">{w.restore}</p>
    </section>
  );
}

/** What the owner must know of them. */
function warningsOf({ backups, old, last }: Kept, w: SystemMessages): string[] {
  const warnings: string[] = [];
  if (backups.length === 0) warnings.push(w.noneYet);
  else if (old) warnings.push(w.old);
  if (last?.failed != null) warnings.push(w.failed(last.failed));
  if (last?.defect != null) warnings.push(w.defect(last.defect));
  if (last?.second_failed != null) warnings.push(w.secondFailed(last.second_failed));
  return warnings;
}
