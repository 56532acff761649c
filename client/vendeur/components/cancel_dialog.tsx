/** Cancelling a ticket, with the reason that the books keep. */
import { useSignal } from "@preact/signals";
import type { Messages } from "../../shell/words/words.ts";
import type { VendeurMessages } from "../words/words.ts";
import type { Failure } from "../../network/failure.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { Field } from "../../components/field.tsx";
import { filled, submits, useForm } from "../../components/form.ts";
import { UsualReasons } from "../../components/usual_reasons.tsx";

interface CancelDialogProps {
  words: Messages;
  t: VendeurMessages;
  onCancel: (reason: string) => Promise<Failure | null>;
  onClose: () => void;
}

export function CancelDialog({ words, t, onCancel, onClose }: CancelDialogProps) {
  const { cancelling } = t;
  const reason = useSignal("");
  const form = useForm(t.customers.missing);
  const submit = async () => {
    if (await form.send(filled(reason), onCancel)) onClose();
  };
  return (
    <Dialog title={cancelling.title} close={t.close} onClose={onClose}>
      <form onSubmit={submits(submit)} noValidate>
        <div class="dialog-body">
          <p class="dialog-lead">{cancelling.body}</p>
          <UsualReasons
            label={cancelling.reason}
            reasons={cancelling.reasons}
            chosen={reason.value}
            first
            onChoose={(text) => reason.value = text}
          />
          <Field label={cancelling.reason} value={reason} name="reason" maxLength={200} error={form.missing(reason)} />
          {form.failure !== null && <FailureNote failure={form.failure} t={words} />}
        </div>
        <footer class="dialog-foot">
          <button type="button" class="button button-quiet" onClick={onClose}>{cancelling.keep}</button>
          <button type="submit" class="button button-bad" disabled={form.busy}>{cancelling.confirm}</button>
        </footer>
      </form>
    </Dialog>
  );
}
