/** The owner notes for which company a ticket is to be invoiced, or that it is not. */
import { useSignal } from "@preact/signals";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { WholeTicket } from "./ticket_rows.ts";
import type { BooksWords } from "./words.ts";

interface InvoiceFormProps {
  client: NetworkClient;
  whole: WholeTicket;
  t: OwnerMessages;
  w: BooksWords;
  onClose: () => void;
  onNoted: () => Promise<void>;
}

export function InvoiceForm({ client, whole: { ticket, invoice, clientSiren }, t, w, onClose, onNoted }: InvoiceFormProps) {
  const words = w.invoice;
  const siren = useSignal(invoice?.siren ?? clientSiren ?? "");
  const submission = useSubmission();
  const note = async (siren: string | null) => {
    const done = await submission.run(() =>
      attempt(async () => {
        await client.request("POST", `/api/ventes/${ticket.id}/facture`, { siren }, client.uuid.next());
        await onNoted();
      })
    );
    if (done) onClose();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void note(siren.value);
  };
  return (
    <form class="pane form form-inset screen-only" onSubmit={submit} noValidate aria-label={words.ask}>
      <div class="form-columns">
        <Field label={words.siren} value={siren} hint={words.hint} name="invoice-siren" maxLength={20} autofocus />
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="form-actions">
        <button type="button" class="button button-quiet" onClick={onClose}>{t.owner.cancel}</button>
        {invoice !== null && (
          <button
            type="button"
            class="button button-plain"
            disabled={submission.busy}
            onClick={() => void note(null)}
          >
            {words.none}
          </button>
        )}
        <button type="submit" class="button button-main" disabled={submission.busy}>{words.note}</button>
      </div>
    </form>
  );
}
