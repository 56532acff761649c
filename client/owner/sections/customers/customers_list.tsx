/** Customers by name, narrowed by what is typed, a page at a time. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { filled, useForm } from "../../../components/form.ts";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { AddForm } from "../../components/add_form.tsx";
import { SureDialog } from "../../components/sure_dialog.tsx";
import { DataTable } from "../../components/data_table.tsx";
import { addressOf, goTo } from "../../pages/place.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { PAGE } from "./customer_rows.ts";
import type { CustomersWork } from "./customers_work.ts";
import type { Words } from "./words_fr.ts";

export interface CustomersProps {
  work: CustomersWork;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function CustomersList(
  { work, adding, onOpen, t, w, locale }: CustomersProps & { adding: boolean; onOpen: (id: number) => void },
) {
  const found = work.pages.rows.value?.[0] ?? null;
  const failure = work.pages.failure.value;
  const { words, silentOnly, owingOnly, page } = work.search.value;
  const now = new Date();
  const first = page * PAGE;
  const looking = words !== "" || silentOnly || owingOnly;
  return (
    <section class="pane" aria-label={t.console.sections.customers}>
      <header class="pane-head">
        <div class="filter-words">
          <Icon name="search" />
          <input
            type="search"
            class="input"
            aria-label={w.search}
            placeholder={w.search}
            value={words}
            onInput={(event) => void work.find({ words: event.currentTarget.value })}
          />
        </div>
        <label class="customer-silent">
          <input
            type="checkbox"
            checked={silentOnly}
            onChange={(event) => void work.find({ silentOnly: event.currentTarget.checked })}
          />
          {w.silentOnly}
        </label>
        <label class="customer-silent">
          <input
            type="checkbox"
            checked={owingOnly}
            onChange={(event) => void work.find({ owingOnly: event.currentTarget.checked })}
          />
          {w.account.owingOnly}
        </label>
        {silentOnly && words === "" && !owingOnly && found !== null && found.all > 0 && (
          <EraseSilent count={found.all} work={work} t={t} w={w} />
        )}
        {!adding && (
          <a class="button button-main" href={addressOf("customers", "new")}>
            <Icon name="plus" />
            {w.add}
          </a>
        )}
      </header>
      {adding && <NewCustomer work={work} t={t} w={w} onOpen={onOpen} />}
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {found === null && failure === null && <Loading label={t.owner.loading} />}
      {found?.all === 0 && (looking
        ? <p class="pane-lead" role="status">{w.foundNothing}</p>
        : <Empty icon="people" title={w.empty}>{w.emptyBody}</Empty>)}
      <DataTable
        label={t.console.sections.customers}
        rows={found?.rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf("customers", id)}
        columns={[
          { name: "name", label: w.name, cell: ({ name }) => name },
          { name: "phone", label: w.phone, cell: ({ phone }) => phone?.replaceAll(" ", "\u00a0") ?? "—" },
          {
            name: "owed",
            label: w.account.owed,
            cell: ({ owed }) => owed === 0 ? "—" : formatCents(owed, locale),
            figures: true,
          },
          { name: "email", label: w.email, cell: ({ email }) => email ?? "—", aside: true },
          {
            name: "last",
            label: w.lastContact,
            cell: ({ lastContact }) => formatMoment(lastContact, locale, now),
            aside: true,
          },
        ]}
      />
      {found !== null && found.all > 0 && (
        <div class="pane-foot customer-foot">
          <span role="status">
            {found.all <= PAGE ? w.count(found.all) : w.page(first + 1, first + found.rows.length, found.all)}
          </span>
          {found.all > PAGE && (
            <span>
              <button
                type="button"
                class="button button-quiet"
                disabled={page === 0}
                onClick={() => void work.find({ page: page - 1 })}
              >
                {w.before}
              </button>
              <button
                type="button"
                class="button button-quiet"
                disabled={first + PAGE >= found.all}
                onClick={() => void work.find({ page: page + 1 })}
              >
                {w.after}
              </button>
            </span>
          )}
        </div>
      )}
    </section>
  );
}

function EraseSilent({ count, work, t, w }: Omit<CustomersProps, "locale"> & { count: number }) {
  const asked = useSignal(false);
  const submission = useSubmission();
  return (
    <>
      <button type="button" class="button button-plain" disabled={submission.busy} onClick={() => asked.value = true}>
        {w.eraseAll}
      </button>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {asked.value && (
        <SureDialog
          title={w.eraseAllTitle}
          body={w.eraseAllBody(count)}
          deed={w.eraseDeed}
          t={t}
          onSure={() => void submission.run(() => work.eraseSilent())}
          onClose={() => asked.value = false}
        />
      )}
    </>
  );
}

function NewCustomer({ work, t, w, onOpen }: Omit<CustomersProps, "locale"> & { onOpen: (id: number) => void }) {
  const name = useSignal("");
  const form = useForm(w.missing);
  const add = async () => {
    let id = 0;
    if (await form.send(filled(name), (wanted) => attempt(async () => void (id = await work.add(wanted))))) onOpen(id);
  };
  return (
    <AddForm submission={form} t={t} onSubmit={() => void add()} onClose={() => goTo(addressOf("customers"), true)}>
      <Field label={w.name} value={name} error={form.missing(name)} name="customer" maxLength={200} autofocus />
    </AddForm>
  );
}
