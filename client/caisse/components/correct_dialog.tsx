/** Which means was typed, which one it was, and why: the correction of a payment. */
import { useSignal } from "@preact/signals";
import { MODES, type PaymentMode } from "../../../shared/tender.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { MainButton } from "../../components/main_button.tsx";
import { useSubmission } from "../../components/submission.ts";
import type { Failure } from "../../network/failure.ts";
import type { PaidTicket } from "../store/refund.ts";
import type { AsideMessages } from "../words/aside.ts";
import { ModeChoice } from "./mode_choice.tsx";
import { ReasonChoice } from "./reason_dialog.tsx";
import { TextField } from "./text_field.tsx";

interface CorrectDialogProps {
  ticket: PaidTicket;
  t: AsideMessages;
  onClose: () => void;
  onCorrect: (from: PaymentMode, to: PaymentMode, reason: string) => Promise<Failure | null>;
}

export function CorrectDialog({ ticket, t, onClose, onCorrect }: CorrectDialogProps) {
  const { correct, reasons } = t.caisse;
  const paidBy = MODES.filter((mode) => ticket.means.some((paid) => paid.mode === mode));
  const from = useSignal<PaymentMode | null>(paidBy.length === 1 ? paidBy[0]! : null);
  const to = useSignal<PaymentMode | null>(null);
  const reason = useSignal("");
  const missing = useSignal(false);
  const submission = useSubmission();
  const send = async () => {
    const text = reason.value.trim();
    const [wrong, right] = [from.value, to.value];
    missing.value = text === "" || wrong === null || right === null;
    if (wrong === null || right === null || text === "") return;
    if (await submission.run(() => onCorrect(wrong, right, text))) onClose();
  };
  return (
    <Dialog title={correct.title(ticket.number)} close={t.close} onClose={onClose} class="reason-dialog">
      <div class="dialog-body">
        <p class="dialog-text">{correct.body}</p>
        <ModeChoice
          label={correct.from}
          modes={paidBy.length === 0 ? MODES : paidBy}
          chosen={from.value}
          t={t}
          onChoose={(mode) => {
            from.value = mode;
            // It is not offered any more.
            if (to.value === mode) to.value = null;
          }}
        />
        <ModeChoice
          label={correct.to}
          modes={MODES.filter((mode) => mode !== from.value)}
          chosen={to.value}
          t={t}
          onChoose={(mode) => to.value = mode}
        />
        <p class="field-label">{reasons.label}</p>
        <ReasonChoice choices={reasons.correct} reason={reason.value} t={t} onReason={(text) => reason.value = text} />
        <TextField
          label={reasons.other}
          name="reason"
          maxLength={500}
          value={reasons.correct.includes(reason.value) ? "" : reason.value}
          onText={(text) => reason.value = text}
        />
        {missing.value && <p class="stale" role="alert">{correct.needed}</p>}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-plain button-big" onClick={onClose}>{t.caisse.back}</button>
        <MainButton disabled={submission.busy} onPress={send}>{correct.submit}</MainButton>
      </div>
    </Dialog>
  );
}
