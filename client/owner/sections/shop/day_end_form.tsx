/** When the shop's day ends: a shop that sells after midnight files that under the evening's day. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { LIMITS } from "../../../../shared/limits.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { formatDay } from "../../../shell/words/words.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { ShopMessages } from "./words.ts";

interface DayEndFormProps {
  /** Hours after midnight. */
  present: number;
  t: OwnerMessages;
  w: ShopMessages;
  locale: Locale;
  /** `told` hears of the first day that ends by it. */
  onChange: (hour: number, told: (day: string | null) => void) => Promise<Failure | null>;
}

export function DayEndForm({ present, t, w, locale, onChange }: DayEndFormProps) {
  const wanted = useSignal(present);
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
        <legend>{w.dayEndTitle}</legend>
        <label class="field">
          <span class="field-label">{w.dayEnd}</span>
          <select
            class="input"
            name="day-end"
            value={String(wanted.value)}
            onChange={(event) => wanted.value = Number(event.currentTarget.value)}
          >
            {Array.from(
              { length: LIMITS.dayEndHours + 1 },
              (_, hour) => <option key={hour} value={hour}>{w.dayEndAt(hour)}</option>,
            )}
          </select>
          <span class="field-about">{w.dayEndHint}</span>
        </label>
      </fieldset>
      {!same && <p class="note note-warm">{w.dayEndMeans}</p>}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="settings-foot">
        <p class="form-said" role="status">{same && day.value !== null ? w.dayEndFrom(formatDay(day.value, locale)) : ""}</p>
        <button type="submit" class="button button-main" disabled={submission.busy || same}>{w.dayEndChange}</button>
      </div>
    </form>
  );
}
