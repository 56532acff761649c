/** The shop's receipt printers, and what they did not print: tried, changed, sent again. */
import type { Locale } from "../../../../shared/errors.ts";
import { useSubmission } from "../../../components/submission.ts";
import type { Till } from "../../../shell/store/tills.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { DevicePanel } from "./device_panel.tsx";
import { PrinterForm } from "./printer_form.tsx";
import type { Printer, PrinterWork } from "./printer_work.ts";
import type { PrinterMessages } from "./printers_fr.ts";
import { PrintsList } from "./prints_list.tsx";
import { TrialForm } from "./trial_form.tsx";
import { Switch } from "../../components/switch.tsx";

interface PrintersPanelProps {
  work: PrinterWork;
  tills: readonly Till[];
  t: OwnerMessages;
  words: PrinterMessages;
  locale: Locale;
}

export function PrintersPanel({ work, tills, t, words, locale }: PrintersPanelProps) {
  const submission = useSubmission();
  const printers = work.printers.rows.value;
  return (
    <DevicePanel
      kind="printers"
      icon="print"
      devices={printers}
      keyOf={({ id }) => id}
      nameOf={({ name }) => name}
      about={(printer) => (
        <span class="row-about">
          {words.about(printer.address, printer.paper, printer.tills.join(", "), kitchenOf(printer, work))}
        </span>
      )}
      form={(printer, onClose) => (
        <PrinterForm
          printer={printer}
          tills={tills}
          categories={work.categories.rows.value ?? []}
          t={t}
          words={words}
          onSave={(draft) => work.save(printer?.id ?? null, draft)}
          onClose={onClose}
        />
      )}
      submission={submission}
      failure={submission.failure ?? work.printers.failure.value ?? work.stuck.failure.value}
      t={t}
      words={words}
      onTry={(printer) => work.tryOut(printer)}
      onRemove={(printer) => work.remove(printer)}
    >
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
    </DevicePanel>
  );
}

/** The names of the categories that are prepared there. */
function kitchenOf({ kitchen }: Printer, work: PrinterWork): string {
  return (work.categories.rows.value ?? []).filter(({ id }) => kitchen.includes(id)).map(({ name }) => name).join(", ");
}
