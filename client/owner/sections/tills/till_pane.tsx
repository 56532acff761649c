/** One till: its label, whether it is in service, and closing it where it was left open. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents, parseCents } from "../../../../shared/money.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Till } from "../../../shell/store/tills.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { SureDialog } from "../../components/sure_dialog.tsx";
import { addressOf } from "../../pages/place.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { DisplayBlock } from "./display_block.tsx";
import { DrawerBlock } from "./drawer_block.tsx";
import { ScaleBlock } from "./scale_block.tsx";
import type { TillCount, TillWork } from "./till_work.ts";
import type { TillMessages } from "./words.ts";
import { Switch } from "../../components/switch.tsx";
import { OnePane } from "../../components/one_pane.tsx";

interface TillPaneProps {
  till: Till;
  work: TillWork;
  t: OwnerMessages;
  w: TillMessages;
  locale: Locale;
}

export function TillPane({ till: { name, label, active, enrolled, pins, open, by, since }, work, t, w, locale }: TillPaneProps) {
  const newLabel = useSignal(label);
  const retiring = useSignal(false);
  const said = useSignal("");
  const submission = useSubmission();
  useEffect(() => void (newLabel.value = label), [label]);
  const wanted = newLabel.value.trim();
  const run = async (action: Parameters<typeof submission.run>[0]) => {
    said.value = "";
    if (await submission.run(action)) said.value = w.saved;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (wanted !== label) void run(() => work.setLabel(name, wanted));
  };
  const told = (count: TillCount) => {
    const euros = (cents: number) => formatCents(cents, locale);
    said.value = w.closed(euros(count.attendu), euros(count.compte), euros(count.ecart));
  };
  return (
    <OnePane kind="till" icon="till" title={name} list={addressOf("tills")} close={t.close}>
      <form class="form form-inset" onSubmit={submit} noValidate>
        <Field label={w.label} value={newLabel} hint={w.labelHint} name="till-new-label" maxLength={100} />
        <div class="form-actions">
          <button type="submit" class="button button-main" disabled={submission.busy || wanted === label}>{w.save}</button>
        </div>
      </form>
      <div class="till-pins">
        <Switch
          label={w.pins}
          of={w.pinsOf(name)}
          on={pins}
          disabled={submission.busy}
          onPress={() => void run(() => work.setPins(name, !pins))}
        />
        <p class="field-about">{pins && !enrolled ? w.pinsUnbound : w.pinsHint}</p>
      </div>
      {active && <DrawerBlock till={name} work={work} t={t} w={w} />}
      {active && <ScaleBlock till={name} work={work} t={t} w={w} locale={locale} />}
      {active && <DisplayBlock till={name} work={work} t={t} w={w} onDone={(text) => said.value = text} />}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <p class="till-said" role="status">{said.value}</p>
      {open
        ? (
          <CloseForm
            lead={w.closeLead(by ?? "", since === null ? "" : formatMoment(since, locale, new Date()))}
            busy={submission.busy}
            w={w}
            onCount={(counted, reason) => void submission.run(() => work.close(name, counted, reason, told))}
          />
        )
        : (
          <div class="person-deeds">
            <button
              type="button"
              class="button button-plain"
              disabled={submission.busy}
              onClick={() => active ? retiring.value = true : void run(() => work.setActive(name, true))}
            >
              {active ? w.retire : w.restore}
            </button>
          </div>
        )}
      {retiring.value && (
        <SureDialog
          title={w.retireTitle(name)}
          body={w.retireBody}
          deed={w.retire}
          t={t}
          onSure={() => void run(() => work.setActive(name, false))}
          onClose={() => retiring.value = false}
        />
      )}
    </OnePane>
  );
}

function CloseForm(
  { lead, busy, w, onCount }: {
    lead: string;
    busy: boolean;
    w: TillMessages;
    onCount: (counted: number, reason: string) => void;
  },
) {
  const counted = useSignal("");
  const reason = useSignal("");
  const tried = useSignal(false);
  const cents = parseCents(counted.value);
  const submit = (event: Event) => {
    event.preventDefault();
    tried.value = true;
    if (cents !== null) onCount(cents, reason.value.trim());
  };
  return (
    <form class="form till-close" onSubmit={submit} noValidate>
      <p class="field-about">{lead}</p>
      <Field
        label={w.counted}
        value={counted}
        hint={w.countedHint}
        error={tried.value && cents === null ? w.countedWrong : null}
        name="till-counted"
        inputMode="decimal"
        maxLength={12}
      />
      <Field label={w.reason} value={reason} hint={w.reasonHint} name="till-reason" maxLength={200} />
      <div class="form-actions">
        <button type="submit" class="button button-bad" disabled={busy}>{w.close}</button>
      </div>
    </form>
  );
}
