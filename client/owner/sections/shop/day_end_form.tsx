/** When the shop's day ends: a shop that sells after midnight files that under the evening's day. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { LIMITS } from "../../../../shared/limits.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { type ChangeDays, MovingForm } from "./moving_form.tsx";
import type { ShopMessages } from "./words.ts";

interface DayEndFormProps {
  /** Hours after midnight. */
  present: number;
  t: OwnerMessages;
  w: ShopMessages;
  locale: Locale;
  onChange: ChangeDays<number>;
}

export function DayEndForm({ present, w, ...rest }: DayEndFormProps) {
  const wanted = useSignal(present);
  return (
    <MovingForm
      title={w.dayEndTitle}
      means={w.dayEndMeans}
      from={w.dayEndFrom}
      change={w.dayEndChange}
      {...{ present, wanted, ...rest }}
    >
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
    </MovingForm>
  );
}
