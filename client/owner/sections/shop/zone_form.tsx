/** Where the shop stands: changed by itself, for it moves the days, and what it means is said. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { ZoneChoice } from "../../../shell/components/zone_choice.tsx";
import { shopZone } from "../../../shell/words/shop_clock.ts";
import { formatDay } from "../../../shell/words/words.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { ShopMessages } from "./words.ts";

interface ZoneFormProps {
  t: OwnerMessages;
  w: ShopMessages;
  locale: Locale;
  /** `told` hears of the first day that ends by it. */
  onChange: (zone: string, told: (day: string | null) => void) => Promise<Failure | null>;
}

export function ZoneForm({ t, w, locale, onChange }: ZoneFormProps) {
  const wanted = useSignal(shopZone.value);
  const day = useSignal<string | null>(null);
  const submission = useSubmission();
  const same = wanted.value === shopZone.value;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!same) submission.run(() => onChange(wanted.value, (first) => day.value = first));
  };
  return (
    <form class="pane settings" onSubmit={submit}>
      <fieldset class="settings-group">
        <legend>{w.zoneTitle}</legend>
        <ZoneChoice value={wanted} locale={locale} />
      </fieldset>
      {!same && <p class="note note-warm">{w.zoneMeans}</p>}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="settings-foot">
        <p class="form-said" role="status">{same && day.value !== null ? w.zoneFrom(formatDay(day.value, locale)) : ""}</p>
        <button type="submit" class="button button-main" disabled={submission.busy || same}>{w.zoneChange}</button>
      </div>
    </form>
  );
}
