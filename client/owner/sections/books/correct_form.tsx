/** The owner says by which means a ticket of today was paid that was typed as another, and why. */
import { useSignal } from "@preact/signals";
import { MODES } from "../../../../shared/tender.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice, Field } from "../../../components/field.tsx";
import { filled, submits, useForm } from "../../../components/form.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { WholeTicket } from "./ticket_rows.ts";
import type { BooksWords } from "./words.ts";

interface CorrectFormProps {
  client: NetworkClient;
  whole: WholeTicket;
  t: OwnerMessages;
  w: BooksWords;
  onClose: () => void;
  onCorrected: () => Promise<void>;
}

export function CorrectForm({ client, whole: { ticket, payments }, t, w, onClose, onCorrected }: CorrectFormProps) {
  const paidBy = MODES.filter((mode) => payments.some((one) => one.mode === mode));
  const from = useSignal<string>(paidBy[0] ?? MODES[0]);
  const to = useSignal<string>(MODES.find((mode) => mode !== from.peek())!);
  const reason = useSignal("");
  const form = useForm(t.account.missing);
  const submit = async () => {
    const done = await form.send(filled(reason), (motif) =>
      attempt(async () => {
        const body = { de: from.value, vers: to.value, motif };
        await client.request("POST", `/api/ventes/${ticket.id}/corriger-paiement`, body, client.uuid.next());
        await onCorrected();
      }));
    if (done) onClose();
  };
  const options = (modes: readonly string[]) =>
    modes.map((mode) => <option key={mode} value={mode}>{w.receipt.modes[mode]}</option>);
  return (
    <form class="pane form form-inset screen-only" onSubmit={submits(submit)} noValidate aria-label={w.ticket.correct}>
      <div class="form-columns">
        <Choice label={w.ticket.correctFrom} value={from} name="correct-from">{options(paidBy)}</Choice>
        <Choice label={w.ticket.correctTo} value={to} name="correct-to">{options(MODES)}</Choice>
        <Field label={w.ticket.reason} value={reason} error={form.missing(reason)} name="correct-reason" maxLength={500} />
      </div>
      {form.failure !== null && <FailureNote failure={form.failure} t={t} />}
      <div class="form-actions">
        <button type="button" class="button button-quiet" onClick={onClose}>{t.owner.cancel}</button>
        <button type="submit" class="button button-main" disabled={form.busy}>{w.ticket.correct}</button>
      </div>
    </form>
  );
}
