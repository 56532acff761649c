/** Asks before years of the journal are sealed, and says all that it means. */
import type { Locale } from "../../../../shared/errors.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { inBytes } from "./in_bytes.ts";
import type { SealingMessages } from "./sealing_fr.ts";
import type { SealableYear, SealingWork } from "./sealing_work.ts";

interface SealDialogProps {
  /** That go, the oldest first. */
  years: readonly SealableYear[];
  work: SealingWork;
  t: OwnerMessages;
  w: SealingMessages;
  locale: Locale;
  onClose: () => void;
}

export function SealDialog({ years, work, t, w: { sure }, locale, onClose }: SealDialogProps) {
  const submission = useSubmission();
  const through = years.at(-1)?.year;
  // They were sealed while the question stood.
  if (through === undefined) return null;
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(years.map(({ year }) => String(year)));
  const bytes = years.reduce((sum, { size_bytes }) => sum + size_bytes, 0);
  const seal = async () => {
    if (await submission.run(() => work.seal(through))) onClose();
  };
  return (
    <Dialog title={sure.title(through)} close={t.close} onClose={onClose}>
      <div class="dialog-body">
        <ul class="dialog-means">
          <li>
            <strong>{sure.files(names, inBytes(bytes, locale))}</strong>
          </li>
          <li>{sure.safe}</li>
          <li>{sure.meanwhile}</li>
          <li>{sure.kept}</li>
          <li>{sure.room}</li>
        </ul>
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-plain" data-first onClick={onClose}>{t.owner.cancel}</button>
        <button type="button" class="button button-main" disabled={submission.busy} onClick={seal}>{sure.act}</button>
      </div>
    </Dialog>
  );
}
