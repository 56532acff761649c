/** What was imported, each to be taken back as one action. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { SureAbout } from "../../components/sure_dialog.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import type { DoneImport } from "./done_imports.ts";
import type { ImportWork } from "./import_work.ts";
import type { Words } from "./words_fr.ts";
import { RowButton } from "../../components/row_button.tsx";

interface ImportsDoneProps {
  work: ImportWork;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function ImportsDone({ work, t, w, locale }: ImportsDoneProps) {
  const asked = useSignal<DoneImport | null>(null);
  const said = useSignal("");
  const submission = useSubmission();
  const { rows: { value: rows }, failure: { value: failure } } = work.done;
  const now = new Date();
  const nameOf = ({ file, sort }: DoneImport) => file ?? w.sorts[sort];
  const undo = async ({ id }: DoneImport) => {
    said.value = "";
    if (await submission.run(() => attempt(() => work.undo(id)))) said.value = w.undoDone;
  };
  const wrong = submission.failure ?? failure;
  return (
    <section class="pane" aria-labelledby="imports-title">
      <header class="pane-head">
        <h2 id="imports-title">{w.listTitle}</h2>
        <p role="status">{said.value}</p>
      </header>
      {wrong !== null && <FailureNote failure={wrong} t={t} />}
      {rows === null && failure === null && <Loading label={t.owner.loading} rows={1} />}
      {rows?.length === 0 && <p class="pane-lead">{w.listEmpty}</p>}
      <DataTable
        label={w.listTitle}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { name: "at", label: w.when, cell: ({ at }) => formatMoment(at, locale, now) },
          { name: "file", label: w.file, cell: (one) => `${w.sorts[one.sort]}${one.file === null ? "" : ` · ${one.file}`}` },
          { name: "by", label: w.who, cell: ({ by }) => by ?? "—", aside: true },
          { name: "outcome", label: w.outcome, cell: ({ added, changed }) => w.counts(added, changed) },
          {
            name: "undo",
            label: "",
            cell: (one) =>
              one.undoneAt !== null ? w.undone(formatMoment(one.undoneAt, locale, now)) : (
                <RowButton
                  label={w.undo}
                  of={w.undoOf(nameOf(one))}
                  disabled={submission.busy}
                  onPress={() => asked.value = one}
                />
              ),
          },
        ]}
      />
      <SureAbout
        about={asked}
        title={() => w.undoTitle}
        body={() => w.undoBody}
        deed={w.undo}
        t={t}
        onSure={(one) => void undo(one)}
      />
    </section>
  );
}
