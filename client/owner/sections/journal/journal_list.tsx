/** Records of the journal, newest first, and what is done with all that the filters show. */
import { useSubmission } from "../../../components/submission.ts";
import type { Locale } from "../../../../shared/errors.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { attempt } from "../../../network/attempt.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { type Column, DataTable } from "../../components/data_table.tsx";
import { keepFile } from "../../components/kept_file.ts";
import { addressOf } from "../../pages/place.ts";
import type { JournalRecord } from "../../store/journal_records.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { JournalWork } from "./journal_work.ts";
import type { JournalMessages } from "./words.ts";
import { Switch } from "../../components/switch.tsx";

interface JournalListProps {
  work: JournalWork;
  /** The record that is open. */
  open: number | null;
  t: OwnerMessages;
  w: JournalMessages;
  locale: Locale;
}

export function JournalList({ work, open, t, w, locale }: JournalListProps) {
  const { pages } = work;
  const submission = useSubmission();
  const records = pages.records.value;
  const failure = submission.failure ?? pages.failure.value;
  const now = new Date();
  const columns: readonly Column<JournalRecord>[] = [
    { name: "seq", label: w.columns.seq, cell: ({ seq }) => seq, figures: true },
    { name: "when", label: w.columns.when, cell: ({ at }) => formatMoment(at, locale, now) },
    { name: "who", label: w.columns.who, cell: ({ username }) => username || w.server },
    { name: "kind", label: w.columns.kind, cell: ({ kind }) => w.kinds[kind] ?? kind },
    { name: "where", label: w.columns.where, cell: ({ tables }) => tables.join(", "), aside: true },
    { name: "from", label: w.columns.from, cell: ({ address }) => address ?? "", aside: true },
  ];
  const keep = (format: "csv" | "jsonl") =>
    submission.run(() => attempt(async () => keepFile(await work.export(format), `comptoir-journal.${format}`)));
  return (
    <section class="pane journal">
      <header class="pane-head">
        <Switch label={w.follow} on={work.following.value} onPress={() => work.follow(!work.following.peek())} />
        <span class="row-actions">
          {(["csv", "jsonl"] as const).map((format) => (
            <button
              key={format}
              type="button"
              class="button button-plain"
              disabled={submission.busy}
              onClick={() => void keep(format)}
            >
              {submission.busy ? w.exporting : w.exportAs[format]}
            </button>
          ))}
          <a class="button button-plain" href={addressOf("books", "archives")}>{w.verify}</a>
        </span>
      </header>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {records === null && failure === null && <Loading label={t.owner.loading} rows={8} />}
      {records?.length === 0 && <Empty icon="search" title={w.empty} />}
      <DataTable
        label={t.console.sections.journal}
        columns={columns}
        rows={records}
        keyOf={({ seq }) => seq}
        hrefOf={({ seq }) => addressOf("journal", seq)}
        open={open}
      />
      {pages.more.value && (
        <div class="pane-foot">
          <button type="button" class="button button-plain" disabled={pages.busy.value} onClick={() => pages.older()}>
            {w.older}
          </button>
        </div>
      )}
    </section>
  );
}
