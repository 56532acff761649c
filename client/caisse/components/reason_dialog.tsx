/** Why? A reason that is kept: a few usual ones, or one's own. */
import { useSignal } from "@preact/signals";
import type { CaisseMessages } from "../words/words.ts";
import type { Failure } from "../../network/failure.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { Key, MainButton } from "../../components/main_button.tsx";
import { digitOf } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";

/** Characters that a reason may have. */
const REASON_CHARS = 500;

interface ReasonDialogProps {
  title: string;
  body?: string;
  choices: readonly string[];
  submit: string;
  danger?: boolean;
  t: CaisseMessages;
  onClose: () => void;
  onReason: (reason: string) => Promise<Failure | null>;
}

export function ReasonDialog({ title, body, choices, submit, danger = false, t, onClose, onReason }: ReasonDialogProps) {
  const { reasons } = t.caisse;
  const reason = useSignal("");
  const missing = useSignal(false);
  const submission = useSubmission();
  const send = async () => {
    const text = reason.value.trim();
    missing.value = text === "";
    if (text !== "" && await submission.run(() => onReason(text))) onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const inField = event.target instanceof HTMLInputElement;
    const chosen = inField ? undefined : choices[Number(digitOf(event) ?? 0) - 1];
    if (chosen !== undefined) reason.value = chosen;
    else if (event.key === "Enter" && !event.repeat && (inField || reason.value !== "")) send();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={title} close={t.close} onClose={onClose} class="reason-dialog" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        {body !== undefined && <p class="dialog-text">{body}</p>}
        <ReasonChoice choices={choices} reason={reason.value} t={t} onReason={(text) => reason.value = text} first />
        <label class="field">
          <span class="field-label">{reasons.other}</span>
          <input
            class="input"
            name="reason"
            maxLength={REASON_CHARS}
            value={choices.includes(reason.value) ? "" : reason.value}
            onInput={(event) => reason.value = event.currentTarget.value}
          />
        </label>
        {missing.value && reason.value.trim() === "" && <p class="stale" role="alert">{reasons.needed}</p>}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-plain button-big" onClick={onClose}>{t.caisse.back}</button>
        <MainButton danger={danger} disabled={submission.busy} onPress={send}>{submit}</MainButton>
      </div>
    </Dialog>
  );
}

interface ReasonChoiceProps {
  choices: readonly string[];
  reason: string;
  t: CaisseMessages;
  /** Whether the first choice takes the focus of a dialog. */
  first?: boolean;
  onReason: (reason: string) => void;
}

export function ReasonChoice({ choices, reason, t, first = false, onReason }: ReasonChoiceProps) {
  return (
    <div class="reason-choices" role="group" aria-label={t.caisse.reasons.label}>
      {choices.map((choice, at) => (
        <button
          type="button"
          key={choice}
          class="reason-choice"
          aria-pressed={reason === choice}
          {...(first && at === 0 ? { "data-first": "" } : {})}
          onClick={() => onReason(choice)}
        >
          {first && <Key name={String(at + 1)} />}
          {choice}
        </button>
      ))}
    </div>
  );
}
