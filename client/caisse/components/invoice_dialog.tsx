/** For which company a paid ticket is to be invoiced: its SIREN. */
import { useSignal } from "@preact/signals";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { MainButton } from "../../components/main_button.tsx";
import { useSubmission } from "../../components/submission.ts";
import type { Failure } from "../../network/failure.ts";
import type { PaidTicket } from "../store/refund.ts";
import type { AsideMessages } from "../words/aside.ts";
import { TextField } from "./text_field.tsx";

interface InvoiceDialogProps {
  ticket: PaidTicket;
  t: AsideMessages;
  onClose: () => void;
  onAsk: (siren: string) => Promise<Failure | null>;
}

export function InvoiceDialog({ ticket, t, onClose, onAsk }: InvoiceDialogProps) {
  const { invoice } = t.caisse.lookup;
  const siren = useSignal(ticket.siren ?? "");
  const submission = useSubmission();
  const send = async () => {
    if (siren.value.trim() !== "" && await submission.run(() => onAsk(siren.value))) onClose();
  };
  return (
    <Dialog title={invoice.title(ticket.number)} close={t.close} onClose={onClose} class="reason-dialog">
      <div class="dialog-body">
        <p class="dialog-text">{invoice.body}</p>
        <TextField
          label={invoice.siren}
          name="siren"
          inputMode="numeric"
          maxLength={20}
          data-first=""
          value={siren.value}
          onText={(text) => siren.value = text}
        />
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-plain button-big" onClick={onClose}>{t.caisse.back}</button>
        <MainButton disabled={submission.busy || siren.value.trim() === ""} onPress={send}>{invoice.submit}</MainButton>
      </div>
    </Dialog>
  );
}
