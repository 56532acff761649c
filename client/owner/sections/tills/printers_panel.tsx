/** The shop's receipt printers, and what they did not print: tried, changed, sent again. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Till } from "../../../shell/store/tills.ts";
import { SureAbout } from "../../components/sure_dialog.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { PrinterForm } from "./printer_form.tsx";
import type { Printer, PrinterWork } from "./printer_work.ts";
import type { PrinterMessages } from "./printers_fr.ts";
import { PrintsList } from "./prints_list.tsx";
import { TrialForm } from "./trial_form.tsx";
import { PaneHead } from "../../components/pane_head.tsx";
import { RowButton } from "../../components/row_button.tsx";
import { Switch } from "../../components/switch.tsx";

interface PrintersPanelProps {
  work: PrinterWork;
  tills: readonly Till[];
  t: OwnerMessages;
  words: PrinterMessages;
  locale: Locale;
}

export function PrintersPanel({ work, tills, t, words, locale }: PrintersPanelProps) {
  /** The printer whose form is open, or a new one's. */
  const open = useSignal<Printer | "new" | null>(null);
  const removing = useSignal<Printer | null>(null);
  const submission = useSubmission();
  const printers = work.printers.rows.value;
  const failure = submission.failure ?? work.printers.failure.value ?? work.stuck.failure.value;
  return (
    <section class="pane printers" aria-labelledby="printers-title">
      <PaneHead id="printers-title" icon="print" title={words.title}>
        <button type="button" class="button button-plain" disabled={open.value !== null} onClick={() => open.value = "new"}>
          <Icon name="plus" />
          {words.add}
        </button>
      </PaneHead>
      <p class="pane-lead">{words.lead}</p>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {open.value !== null && (
        <PrinterForm
          key={open.value === "new" ? "new" : open.value.id}
          printer={open.value === "new" ? null : open.value}
          tills={tills}
          categories={work.categories.rows.value ?? []}
          t={t}
          words={words}
          onSave={(draft) => work.save(open.value === "new" ? null : (open.value as Printer).id, draft)}
          onClose={() => open.value = null}
        />
      )}
      {printers === null && failure === null && <Loading label={t.owner.loading} rows={1} />}
      {printers?.length === 0 && open.value === null && <Empty icon="print" title={words.empty} />}
      <ul class="rows">
        {printers?.map((printer) => (
          <li key={printer.id} class="row">
            <span class="row-main">
              <span class="row-title">{printer.name}</span>
              <span class="row-about">
                {words.about(printer.address, printer.paper, printer.tills.join(", "), kitchenOf(printer, work))}
              </span>
            </span>
            <span class="row-actions">
              <button
                type="button"
                class="button button-plain"
                aria-label={words.tryOutOf(printer.name)}
                disabled={submission.busy}
                onClick={() => submission.run(() => work.tryOut(printer))}
              >
                {words.tryOut}
              </button>
              <RowButton label={words.change} of={words.changeOf(printer.name)} onPress={() => open.value = printer} />
              <RowButton label={words.remove} of={words.removeOf(printer.name)} onPress={() => removing.value = printer} />
            </span>
          </li>
        ))}
      </ul>
      {printers?.some(({ kitchen }) => kitchen.length > 0) && (
        <div class="till-pins">
          <Switch
            label={words.pickup}
            on={work.pickup.rows.value?.[0] ?? false}
            disabled={submission.busy}
            onPress={() => void submission.run(() => work.callPickup(work.pickup.rows.value?.[0] !== true))}
          />
          <p class="field-about">{words.pickupHint}</p>
        </div>
      )}
      <PrintsList
        prints={work.stuck.rows.value ?? []}
        busy={submission.busy}
        words={words}
        locale={locale}
        trialOf={({ id, printerId }) => {
          const printer = printers?.find((one) => one.id === printerId);
          return printer !== undefined && (
            <TrialForm
              key={`${id} ${printer.table} ${printer.columns}`}
              printer={printer}
              t={t}
              words={words}
              onSet={(table, columns) => work.setTrial(printer, table, columns)}
            />
          );
        }}
        onAgain={(print) => submission.run(() => work.again(print))}
        onAside={(print, out) => submission.run(() => work.layAside(print, out))}
      />
      <SureAbout
        about={removing}
        title={({ name }) => words.removeTitle(name)}
        body={() => words.removeBody}
        deed={words.remove}
        t={t}
        onSure={(printer) => {
          open.value = null;
          void submission.run(() => work.remove(printer));
        }}
      />
    </section>
  );
}

/** The names of the categories that are prepared there. */
function kitchenOf({ kitchen }: Printer, work: PrinterWork): string {
  return (work.categories.rows.value ?? []).filter(({ id }) => kitchen.includes(id)).map(({ name }) => name).join(", ");
}
