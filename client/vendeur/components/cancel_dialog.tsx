/** Cancelling a ticket, with the reason that the books keep. */
import { useSignal } from "@preact/signals";
import type { Messages } from "../../shell/words/words.ts";
import type { VendeurMessages } from "../words/words.ts";
import type { Failure } from "../../network/failure.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { Field } from "../../components/field.tsx";
import { useSubmission } from "../../components/submission.ts";
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
  const tried = useSignal(false);
  const submission = useSubmission();
  const submit = async (event: Event) => {
    event.preventDefault();
    tried.value = true;
    const text = reason.value.trim();
    if (text !== "" && await submission.run(() => onCancel(text))) onClose();
  };
  return (
    <Dialog title={cancelling.title} close={t.close} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          <p class="dialog-lead">{cancelling.body}</p>
          <UsualReasons
            label={cancelling.reason}
            reasons={cancelling.reasons}
            chosen={reason.value}
            first
            onChoose={(text) => reason.value = text}
          />
          <Field
            label={cancelling.reason}
            value={reason}
            name="reason"
            maxLength={200}
            autocomplete="off"
            error={tried.value && reason.value.trim() === "" ? t.customers.missing : null}
          />
          {submission.failure !== null && <FailureNote failure={submission.failure} t={words} />}
        </div>
        <footer class="dialog-foot">
          <button type="button" class="button button-quiet" onClick={onClose}>{cancelling.keep}</button>
          <button type="submit" class="button button-bad" disabled={submission.busy}>{cancelling.confirm}</button>
        </footer>
      </form>
    </Dialog>
  );
}
