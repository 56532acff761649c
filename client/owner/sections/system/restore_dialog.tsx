/** Asks before a copy takes the shop's place, and says all that it means: what is lost, what is kept, who signs in again. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { HowFar } from "../../pages/how_far.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { lastNumbersIn } from "./last_numbers.ts";
import type { RestoreMessages } from "./restore_fr.ts";
import type { KeptBackup, RestoreWork } from "./restore_work.ts";

interface RestoreDialogProps {
  copy: KeptBackup;
  work: RestoreWork;
  t: OwnerMessages;
  w: RestoreMessages;
  locale: Locale;
  onClose: () => void;
}

export function RestoreDialog({ copy, work, t, w, locale, onClose }: RestoreDialogProps) {
  const lost = useSignal<number | null>(null);
  const numbers = useSignal("");
  const submission = useSubmission();
  useEffect(() => {
    // What cannot be counted is told without a number.
    void work.soldSince(copy.made_at).then((count) => lost.value = count);
  }, [copy.name]);
  const lastNumbers = lastNumbersIn(numbers.value);
  const made = formatDateAndTime(copy.made_at, locale);
  const restore = async () => {
    if (lastNumbers === null) return;
    if (await submission.run(() => work.restore(copy.name, lastNumbers))) onClose();
  };
  return (
    <Dialog title={w.title(made)} close={t.close} onClose={onClose}>
      <div class="dialog-body">
        <ul class="dialog-means">
          <li>
            <strong>{w.lost(made)}</strong> {lost.value !== null && w.tickets(lost.value)}
          </li>
          <li>{w.kept}</li>
          <li>{w.numbers}</li>
          <li>{w.sessions}</li>
          <li>{w.pause}</li>
          <li>{w.keys}</li>
        </ul>
        <details class="restore-numbers">
          <summary>{w.printed}</summary>
          <Field
            label={w.lastNumbers}
            value={numbers}
            hint={w.lastNumbersHint}
            error={lastNumbers === null ? w.lastNumbersWrong : null}
            name="last-numbers"
            maxLength={500}
          />
        </details>
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        {submission.busy && <HowFar client={work.client} work="restore" locale={locale} />}
        <p class="form-said" role="status">{submission.busy ? w.looking : ""}</p>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-plain" data-first onClick={onClose}>{t.owner.cancel}</button>
        <button
          type="button"
          class="button button-bad"
          disabled={submission.busy || lastNumbers === null}
          onClick={restore}
        >
          {w.deed}
        </button>
      </div>
    </Dialog>
  );
}
