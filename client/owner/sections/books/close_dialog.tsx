/** Closing a period: what it means, what goes along with it, and what the server asks before it does. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { ClosingsDue, WaitingTicket } from "./closings_rows.ts";
import type { Answers } from "./closings_work.ts";
import { kindOf, periodName, shortName } from "./period.ts";
import type { BooksWords } from "./words.ts";

interface CloseDialogProps {
  period: string;
  due: ClosingsDue;
  t: OwnerMessages;
  w: BooksWords;
  locale: Locale;
  /** Answers the closing's number. Throws a Failure. */
  onClose: (period: string, answers: Answers) => Promise<number>;
  onClosed: (id: number) => void;
  onCancel: () => void;
}

/** Periods that are named one by one. */
const NAMED = 6;

export function CloseDialog({ period, due, t, w, locale, onClose, onClosed, onCancel }: CloseDialogProps) {
  const words = w.close;
  const answers = useSignal<Answers>({});
  const submission = useSubmission();
  const { failure, busy } = submission;
  const before = along(period, due);
  const asked = failure?.code === "tickets_waiting" ? "leave" : failure?.code === "date_implausible" ? "date" : null;
  const waiting = asked === "leave" ? failure!.extras["tickets"] as unknown as readonly WaitingTicket[] : [];
  const close = () => {
    // Who presses the button under a question has answered it.
    if (asked !== null) answers.value = { ...answers.value, [asked]: true };
    submission.run(() => attempt(async () => onClosed(await onClose(period, answers.value))));
  };
  return (
    <Dialog title={words.title(periodName(period, locale))} close={t.close} onClose={onCancel}>
      <div class="dialog-body">
        <p class="dialog-lead">{words.body}</p>
        {before.length > 0 && (
          <div>
            <p>{words.along}</p>
            <ul class="close-along">
              {before.slice(0, NAMED).map((one) => <li key={one}>{periodName(one, locale)}</li>)}
              {before.length > NAMED && <li>{w.due.others(before.length - NAMED)}</li>}
            </ul>
          </div>
        )}
        {failure !== null && <FailureNote failure={failure} t={t} />}
        {waiting.length > 0 && (
          <ul class="close-waiting">
            {waiting.map(({ id, rappel, rappel_jour, vendeur, total_ttc }) => (
              <li key={id}>
                <span>{words.waitingLine(rappel, shortName(rappel_jour, locale), vendeur ?? "")}</span>
                <span class="row-amount">{formatCents(total_ttc, locale)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-plain" onClick={onCancel}>{words.cancel}</button>
        <button type="button" class="button button-main" data-first disabled={busy} onClick={close}>
          {asked === null ? words.act : words[asked]}
        </button>
      </div>
    </Dialog>
  );
}

/** What the server closes before it, as far as something happened then. */
function along(period: string, { jours, mois, annees }: ClosingsDue): string[] {
  const kind = kindOf(period);
  const until = (periods: ClosingsDue["jours"], last: string) =>
    periods.filter(({ periode }) => periode < last).map(({ periode }) => periode);
  // '.' follows '-': all that begins with the period, and all before.
  if (kind === "jour") return until(jours, period);
  if (kind === "mois") return [...until(jours, `${period}.`), ...until(mois, period)];
  return [...until(jours, `${period}.`), ...until(mois, `${period}.`), ...until(annees, period)];
}
