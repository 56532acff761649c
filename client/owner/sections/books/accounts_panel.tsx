/** The accounts that entries are written to; the owner's accountant may want others. */
import { useSignal } from "@preact/signals";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { DataTable } from "../../components/data_table.tsx";
import type { Account, AccountingWork } from "./accounting_work.ts";
import type { BooksProps } from "./books_props.ts";
import { formatRate } from "../catalogue/vat.ts";

type AccountsPanelProps = Pick<BooksProps, "t" | "w" | "locale"> & { work: AccountingWork };

export function AccountsPanel({ work, t, w, locale }: AccountsPanelProps) {
  const words = w.accounting;
  const changed = useSignal<Account | null>(null);
  const rows = work.accounts.rows.value;
  return (
    <section class="pane" aria-labelledby="accounts-title">
      <header class="pane-head">
        <h2 id="accounts-title">{words.accounts}</h2>
      </header>
      <p class="pane-lead">{words.accountsLead}</p>
      {rows === null && <Loading label={words.accounts} rows={8} />}
      {changed.value !== null && (
        <AccountForm
          key={changed.value.cle}
          account={changed.value}
          use={nameOf(changed.value.cle, words.uses, locale)}
          {...{ work, t, w }}
          onClose={() => changed.value = null}
        />
      )}
      {rows !== null && (
        <DataTable
          label={words.accounts}
          rows={rows}
          keyOf={({ cle }) => cle}
          open={changed.value?.cle ?? null}
          columns={[
            {
              name: "use",
              label: words.use,
              cell: (account) => (
                <button type="button" class="table-link table-button" onClick={() => changed.value = account}>
                  {nameOf(account.cle, words.uses, locale)}
                </button>
              ),
            },
            { name: "number", label: words.accountNumber, cell: ({ numero }) => <span class="account-number">{numero}</span> },
            { name: "label", label: words.accountLabel, cell: ({ libelle }) => libelle },
            {
              name: "chosen",
              label: words.named,
              aside: true,
              cell: ({ choisi }) => choisi ? <span class="chip">{words.own}</span> : "",
            },
          ]}
        />
      )}
    </section>
  );
}

/** What is written to an account: of a rate, its rate; else what it is called. */
function nameOf(cle: string, uses: BooksProps["w"]["accounting"]["uses"], locale: BooksProps["locale"]): string {
  const [, kind, rate] = /^(vente|tva):(\d+)$/.exec(cle) ?? [];
  if (kind === undefined) return (uses as unknown as Readonly<Record<string, string>>)[cle] ?? cle;
  const percent = formatRate(Number(rate), locale);
  return kind === "vente" ? uses.sales(percent) : uses.vat(percent);
}

function AccountForm({ work, account, use, t, w: { accounting: words }, onClose }: Omit<AccountsPanelProps, "locale"> & {
  account: Account;
  use: string;
  onClose: () => void;
}) {
  const number = useSignal(account.numero);
  const label = useSignal(account.libelle);
  const submission = useSubmission();
  const act = (deed: () => Promise<Failure | null>) =>
    submission.run(async () => {
      const failure = await deed();
      if (failure === null) onClose();
      return failure;
    });
  const save = () => act(() => work.keepAccount({ cle: account.cle, numero: number.value.trim(), libelle: label.value.trim() }));
  return (
    <form
      class="form form-inset"
      aria-label={use}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <strong>{use}</strong>
      <div class="form-columns">
        <Field label={words.accountNumber} value={number} name="account-number" inputMode="numeric" maxLength={20} autofocus />
        <Field label={words.accountLabel} value={label} name="account-label" maxLength={100} />
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="form-actions">
        <button type="button" class="button button-quiet" onClick={onClose}>{t.owner.cancel}</button>
        {account.choisi && (
          <button
            type="button"
            class="button button-plain"
            disabled={submission.busy}
            onClick={() => act(() => work.forgetAccount(account.cle))}
          >
            {words.usual}
          </button>
        )}
        <button type="submit" class="button button-main" disabled={submission.busy}>{words.save}</button>
      </div>
    </form>
  );
}
