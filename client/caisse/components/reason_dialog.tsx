/** Why? A reason that is kept: a few usual ones, or one's own. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import type { AsideMessages } from "../words/aside.ts";
import type { Failure } from "../../network/failure.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { Key, MainButton } from "../../components/main_button.tsx";
import { OwnersCode } from "./owners_code.tsx";
import { digitOf } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";

/** Characters that a reason may have. */
const REASON_CHARS = 500;

type Told = string | ((name: string) => string);
interface Words {
  readonly title: Told;
  readonly body?: Told;
  readonly submit: string;
  readonly choices: readonly string[];
}

function told(words: Told, name: string): string {
  return typeof words === "string" ? words : words(name);
}

interface ReasonDialogProps {
  about: "giveBack" | "cancel" | "takeOff" | "break" | "openDrawer" | "cancelSettlement";
  /** Whom or what it is about, where its words say so. */
  name: string;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
  /** `code` is the owner's; empty where none was asked for. */
  onReason: (reason: string, code: string) => Promise<Failure | null>;
}

export function ReasonDialog({ about, name, t, onClose, onReason }: ReasonDialogProps) {
  const { reasons } = t.caisse;
  const words: Words = reasons[about];
  const { choices } = words;
  const body = told(words.body ?? "", name);
  const reason = useSignal("");
  const missing = useSignal(false);
  const code = useSignal("");
  const submission = useSubmission();
  const asked = submission.failure?.code;
  const wordWanted = asked === "owner_wanted" || asked === "approval_invalid" || code.value !== "";
  const send = async () => {
    const text = reason.value.trim();
    missing.value = text === "";
    if (text !== "" && await submission.run(() => onReason(text, code.value.trim()))) onClose();
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
    <Dialog title={told(words.title, name)} close={t.close} onClose={onClose} class="reason-dialog" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        {body !== "" && <p class="dialog-text">{body}</p>}
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
        {wordWanted && <OwnersCode label={t.caisse.discounting.code} value={code.value} onCode={(text) => code.value = text} />}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-plain button-big" onClick={onClose}>{t.caisse.back}</button>
        <MainButton danger={about === "cancel" || about === "takeOff"} disabled={submission.busy} onPress={send}>
          {words.submit}
        </MainButton>
      </div>
    </Dialog>
  );
}

interface ReasonChoiceProps {
  choices: readonly string[];
  reason: string;
  t: AsideMessages;
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
