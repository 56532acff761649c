/** What a test ticket that came out shows: asked of who holds it, and set by the answer. */
import { useSignal } from "@preact/signals";
import { TRIAL_COLUMNS, TRIAL_TABLES } from "../../../../shared/printer_trial.ts";
import { Choice } from "../../../components/field.tsx";
import type { Failure } from "../../../network/failure.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { Printer } from "./printer_work.ts";
import type { PrinterMessages } from "./printers_fr.ts";

/** No line shows all of its letters. */
const NONE = "none";

interface TrialFormProps {
  printer: Printer;
  t: OwnerMessages;
  words: PrinterMessages;
  onSet: (table: number, columns: number) => Promise<Failure | null>;
}

export function TrialForm({ printer, t, words: { trial: words }, onSet }: TrialFormProps) {
  const tables = TRIAL_TABLES[printer.language === "star" ? "star" : "escpos"];
  // One that was typed by hand stays until another is read off.
  const among = (known: readonly number[], own: number) => known.includes(own) ? known : [own, ...known];
  const table = useSignal(String(printer.table));
  const columns = useSignal(String(printer.columns));
  const submission = useSubmission();
  const unchanged = table.value === String(printer.table) && columns.value === String(printer.columns);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!unchanged && table.value !== NONE) void submission.run(() => onSet(Number(table.value), Number(columns.value)));
  };
  return (
    <form class="form trial" onSubmit={submit} noValidate>
      <p class="trial-lead">{words.lead(printer.name)}</p>
      <Choice label={words.table} value={table} name="trial-table">
        {among(tables, printer.table).map((number) => <option key={number} value={String(number)}>{number}</option>)}
        <option value={NONE}>{words.none}</option>
      </Choice>
      <Choice label={words.columns} value={columns} name="trial-columns">
        {among(TRIAL_COLUMNS, printer.columns).map((number) => <option key={number} value={String(number)}>{number}</option>)}
      </Choice>
      <p class="trial-said" role="status">{table.value === NONE ? words.noTable : unchanged ? words.right : words.wrong}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="form-actions">
        <button type="submit" class="button button-plain" disabled={submission.busy || unchanged || table.value === NONE}>
          {words.set}
        </button>
      </div>
    </form>
  );
}
