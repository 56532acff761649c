/** What is written of a customer, and a warning under what is written freely. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { LongField } from "../../components/long_field.tsx";
import type { Customer } from "./customer_rows.ts";
import type { CustomersProps } from "./customers_list.tsx";

export function CustomerForm(
  { customer, work, t, w, children }: CustomersProps & { customer: Customer; children: ComponentChildren },
) {
  const name = useSignal(customer.name);
  const phone = useSignal(customer.phone ?? "");
  const email = useSignal(customer.email ?? "");
  const address = useSignal(customer.address ?? "");
  const note = useSignal(customer.note ?? "");
  const siren = useSignal(customer.siren ?? "");
  const said = useSignal("");
  const submission = useSubmission();
  const submit = async (event: Event) => {
    event.preventDefault();
    said.value = "";
    if (name.value.trim() === "") return;
    const fields = {
      ...{ name: name.value, phone: phone.value, email: email.value },
      ...{ address: address.value, note: note.value, siren: siren.value },
    };
    if (await submission.run(() => work.save(customer.id, fields))) said.value = w.saved;
  };
  return (
    <section class="pane" aria-labelledby="customer-title">
      <header class="pane-head">
        <h2 id="customer-title">{customer.name}</h2>
      </header>
      <form class="form form-inset" onSubmit={submit} noValidate>
        <div class="form-columns">
          <Field
            label={w.name}
            value={name}
            error={name.value.trim() === "" ? w.missing : null}
            name="customer-name"
            maxLength={200}
          />
          <Field label={w.phone} value={phone} name="customer-phone" maxLength={40} />
          <Field label={w.email} value={email} name="customer-email" maxLength={200} />
          <Field label={w.siren} value={siren} hint={w.sirenHint} name="customer-siren" maxLength={20} />
        </div>
        <LongField label={w.address} value={address} name="customer-address" maxLength={500} />
        <LongField label={w.note} value={note} hint={w.noteWarning} name="customer-note" maxLength={1000} />
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <div class="form-actions">
          <p class="form-said" role="status">{said.value}</p>
          <button type="submit" class="button button-main" disabled={submission.busy}>{w.save}</button>
        </div>
      </form>
      <div class="customer-about">{children}</div>
    </section>
  );
}
