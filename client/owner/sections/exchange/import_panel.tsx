/** A file on its way into the shop: chosen, its columns told, tried, and brought in. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { IMPORT_SORTS, type ImportSort } from "../../../../shared/import_columns.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { FilePick } from "../../components/file_pick.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { FaultTable } from "./fault_table.tsx";
import { missing } from "./import_lines.ts";
import type { ImportWork } from "./import_work.ts";
import { MappingTable } from "./mapping_table.tsx";
import { PreviewTable } from "./preview_table.tsx";
import type { Words } from "./words_fr.ts";

interface ImportPanelProps {
  work: ImportWork;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function ImportPanel({ work, t, w, locale }: ImportPanelProps) {
  const sort = useSignal<string>(work.sort.peek());
  useEffect(() => void (sort.value !== work.sort.peek() && work.setSort(sort.value as ImportSort)), [sort.value]);
  const file = work.file.value;
  const phase = work.phase.value;
  const imported = work.imported.value;
  const lacking = file === null ? [] : missing(work.sort.value, file.fields);
  return (
    <section class="pane" aria-labelledby="import-title">
      <header class="pane-head">
        <h2 id="import-title">{w.importTitle}</h2>
        {file !== null && (
          <span class="pane-count">{`${file.name} · ${w.lines(file.table.lines.length - Number(file.headed))}`}</span>
        )}
      </header>
      <p class="pane-lead">{w.importLead}</p>
      <div class="form form-inset">
        <div class="form-columns import-choice">
          <Choice label={w.sort} value={sort} name="sort">
            {IMPORT_SORTS.map((name) => <option key={name} value={name}>{w.sorts[name]}</option>)}
          </Choice>
          <FileButton label={file === null ? w.choose : w.another} main={file === null} about={w.fileAccepts} work={work} />
        </div>
        <p class="import-phase" role="status">
          {phase !== null && (
            <>
              <progress />
              {w.phases[phase]}
            </>
          )}
          {imported !== null && phase === null && w.done(imported.ajouts, imported.changements)}
        </p>
        {work.failure.value !== null && <FailureNote failure={work.failure.value} t={t} />}
        {work.unreadable.value !== null && (
          <div class="note note-bad" role="alert">
            <Icon name="alert" />
            <p>{w.unreadable[work.unreadable.value]}</p>
          </div>
        )}
      </div>
      {file !== null && (
        <>
          <MappingTable file={file} sort={work.sort.value} work={work} w={w} />
          <div class="form form-inset">
            {lacking.map((group) => (
              <p key={group.join()} class="field-about">{w.wanted(group.map((field) => w.fields[field]).join(w.or))}</p>
            ))}
            <div class="form-actions">
              <button
                type="button"
                class="button button-main"
                disabled={phase !== null || lacking.length > 0}
                onClick={() => void work.check()}
              >
                {w.check}
              </button>
            </div>
          </div>
        </>
      )}
      {work.faults.value !== null && <FaultTable {...work.faults.value} w={w} />}
      {work.tried.value !== null && (
        <PreviewTable outcome={work.tried.value} busy={phase !== null} work={work} w={w} locale={locale} />
      )}
    </section>
  );
}

function FileButton({ label, main, about, work }: { label: string; main: boolean; about: string; work: ImportWork }) {
  return (
    <div class="import-file">
      <FilePick
        label={about}
        accept=".csv,.tsv,.txt,.xlsx,.xls"
        main={main}
        disabled={work.phase.value !== null}
        onPick={(file) => void work.choose(file)}
      >
        {label}
      </FilePick>
    </div>
  );
}
