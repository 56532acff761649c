/** A setting that moves the shop's days: changed by itself, what it means is said before, and the first day that ends by it after. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../../shared/errors.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { formatDay } from "../../../shell/words/words.ts";
import type { OwnerMessages } from "../../words/words.ts";

/** `told` hears of the first day that ends by it. */
export type ChangeDays<Value> = (value: Value, told: (day: string | null) => void) => Promise<Failure | null>;

interface MovingFormProps<Value> {
  title: string;
  present: Value;
  wanted: Signal<Value>;
  /** What the change means. */
  means: string;
  /** From which day on. */
  from: (day: string) => string;
  /** What its button is called. */
  change: string;
  t: OwnerMessages;
  locale: Locale;
  onChange: ChangeDays<Value>;
  children: ComponentChildren;
}

export function MovingForm<Value>(
  { title, present, wanted, means, from, change, t, locale, onChange, children }: MovingFormProps<Value>,
) {
  const day = useSignal<string | null>(null);
  const submission = useSubmission();
  const same = wanted.value === present;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!same) submission.run(() => onChange(wanted.value, (first) => day.value = first));
  };
  return (
    <form class="pane settings" onSubmit={submit}>
      <fieldset class="settings-group">
        <legend>{title}</legend>
        {children}
      </fieldset>
      {!same && <p class="note note-warm">{means}</p>}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="settings-foot">
        <p class="form-said" role="status">{same && day.value !== null ? from(formatDay(day.value, locale)) : ""}</p>
        <button type="submit" class="button button-main" disabled={submission.busy || same}>{change}</button>
      </div>
    </form>
  );
}
