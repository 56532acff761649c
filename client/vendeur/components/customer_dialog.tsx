/** Whose ticket it is: chosen among the shop's customers, or a new one. */
import { useSignal } from "@preact/signals";
import type { Messages } from "../../shell/words/words.ts";
import type { VendeurMessages } from "../words/words.ts";
import type { Failure } from "../../network/failure.ts";
import type { CustomerRow } from "../store/ticket_rows.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Loading } from "../../components/empty.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { filled, submits, useForm } from "../../components/form.ts";

/** Rows drawn; the rest is found by search. */
const ROWS = 40;

interface CustomerDialogProps {
  /** Null while they are fetched. */
  customers: readonly CustomerRow[] | null;
  failure: Failure | null;
  /** Those that are looked for by what was typed. */
  find: (customers: readonly CustomerRow[], typed: string) => readonly CustomerRow[];
  words: Messages;
  t: VendeurMessages;
  onChoose: (customer: CustomerRow) => void;
  onAdd: (customer: Omit<CustomerRow, "id">) => Promise<Failure | null>;
  onClose: () => void;
}

export function CustomerDialog(props: CustomerDialogProps) {
  const { t, onClose } = props;
  const adding = useSignal<string | null>(null);
  return (
    <Dialog title={adding.value === null ? t.customers.title : t.customers.add} close={t.close} onClose={onClose} class="tall">
      {adding.value === null
        ? (
          <Choose
            {...props}
            onNew={(name) => adding.value = name}
          />
        )
        : (
          <Add
            {...props}
            name={adding.value}
            onBack={() => adding.value = null}
          />
        )}
    </Dialog>
  );
}

function Choose(
  { customers, failure, find, words, t, onChoose, onNew }: CustomerDialogProps & { onNew: (name: string) => void },
) {
  const typed = useSignal("");
  const wanted = typed.value.trim() !== "";
  const found = find(customers ?? [], typed.value);
  return (
    <form
      class="dialog-form"
      onSubmit={submits(() => {
        if (wanted && found[0] !== undefined) onChoose(found[0]);
      })}
    >
      <div class="dialog-top">
        <label class="search">
          <Icon name="search" />
          <span class="visually-hidden">{t.customers.search}</span>
          <input
            class="input"
            type="search"
            name="customer"
            data-first
            autocomplete="off"
            placeholder={t.customers.search}
            value={typed.value}
            onInput={(event) => typed.value = event.currentTarget.value}
          />
        </label>
        <button type="button" class="button button-plain" onClick={() => onNew(typed.value.trim())}>
          <Icon name="plus" />
          {t.customers.add}
        </button>
      </div>
      <div class="dialog-body dialog-list">
        {customers === null && failure === null && <Loading label={t.customers.loading} />}
        {customers === null && failure !== null && <FailureNote failure={failure} t={words} />}
        {customers?.length === 0 && <p class="dialog-lead">{t.customers.empty}</p>}
        {customers !== null && customers.length > 0 && found.length === 0 && (
          <p class="dialog-lead">{t.customers.none(typed.value.trim())}</p>
        )}
        <ul>
          {found.slice(0, ROWS).map((customer, at) => (
            <li key={customer.id}>
              <button
                type="button"
                class={at === 0 && wanted ? "pick-row pick-row-first" : "pick-row"}
                onClick={() => onChoose(customer)}
              >
                <span class="row-title">{customer.name}</span>
                <span class="row-about">{[customer.phone, customer.email].filter(Boolean).join(" · ")}</span>
              </button>
            </li>
          ))}
        </ul>
        {found.length > ROWS && <p class="dialog-lead">{t.customers.more(found.length - ROWS)}</p>}
      </div>
    </form>
  );
}

function Add({ words, t, name, onAdd, onBack, onClose }: CustomerDialogProps & { name: string; onBack: () => void }) {
  const fields = { name: useSignal(name), phone: useSignal(""), email: useSignal("") };
  const form = useForm(t.customers.missing);
  const submit = async () => {
    const named = filled(fields.name);
    const wanted = named === null ? null : { name: named, phone: filled(fields.phone), email: filled(fields.email) };
    if (await form.send(wanted, onAdd)) onClose();
  };
  return (
    <form class="dialog-form" onSubmit={submits(submit)} noValidate>
      <div class="dialog-body">
        <Field
          label={t.customers.name}
          value={fields.name}
          name="customer-name"
          maxLength={200}
          autofocus
          error={form.missing(fields.name)}
        />
        <Field label={t.customers.phone} value={fields.phone} name="customer-phone" maxLength={40} hint={t.customers.optional} />
        <Field label={t.customers.email} value={fields.email} name="customer-email" maxLength={200} hint={t.customers.optional} />
        {form.failure !== null && <FailureNote failure={form.failure} t={words} />}
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button button-quiet" onClick={onBack}>{t.customers.back}</button>
        <button type="submit" class="button button-main" disabled={form.busy}>{t.customers.save}</button>
      </footer>
    </form>
  );
}
