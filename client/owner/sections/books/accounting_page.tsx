/** The entries of a period for the accountant: as files, in totals to tick off, one by one, and the accounts that they are written to. */
import { useSignal } from "@preact/signals";
import { formatCents } from "../../../../shared/money.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { DataTable } from "../../components/data_table.tsx";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import { AccountingWork, type Ledger } from "./accounting_work.ts";
import { AccountsPanel } from "./accounts_panel.tsx";
import type { BooksProps } from "./books_props.ts";
import { EntryTable } from "./entry_table.tsx";
import { type PeriodKind, periodName } from "./period.ts";
import { ReportsPanel } from "./reports_panel.tsx";
import { StaleNote } from "../../components/stale_note.tsx";

const KINDS: readonly PeriodKind[] = ["mois", "annee", "jour"];

export function AccountingPage(props: BooksProps) {
  const { store: { client }, t, w, locale } = props;
  const words = w.accounting;
  const work = useSectionWork(() => new AccountingWork(client));
  const periods = work.periods.rows.value;
  const ledger = work.ledgers.rows.value?.[0];
  // A month that goes on has entries before it is closed itself.
  const months = [...new Set(periods?.filter(({ kind }) => kind === "jour").map(({ period }) => period.slice(0, 7)))];
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const choices: Readonly<Record<PeriodKind, readonly string[]>> = {
    mois: months,
    annee: years,
    jour: (periods ?? []).filter(({ kind }) => kind === "jour").map(({ period }) => period),
  };
  if (periods?.length === 0) {
    return (
      <>
        <Empty icon="lock" title={words.nothing}>{words.nothingBody}</Empty>
        <ReportsPanel {...props} />
        <AccountsPanel work={work} t={t} w={w} locale={locale} />
      </>
    );
  }
  return (
    <>
      <div class="halves">
        <section class="pane" aria-labelledby="accounting-title">
          <header class="pane-head">
            <h2 id="accounting-title">{words.title}</h2>
          </header>
          <div class="pane-inner">
            <p class="dialog-lead">{words.lead}</p>
            <StaleNote of={work.periods} t={t} />
            <label class="field">
              <span>{words.period}</span>
              <select class="input" value={work.period ?? ""} onChange={(event) => work.show(event.currentTarget.value)}>
                {KINDS.map((kind) => (
                  <optgroup key={kind} label={w.archives.groups[kind]}>
                    {choices[kind].map((period) => <option key={period} value={period}>{periodName(period, locale)}</option>)}
                  </optgroup>
                ))}
              </select>
            </label>
            {ledger !== undefined && <LedgerFiles work={work} ledger={ledger} t={t} w={w} />}
          </div>
        </section>
        <section class="pane" aria-labelledby="letters-title">
          <header class="pane-head">
            <h2 id="letters-title">{words.totals}</h2>
          </header>
          <StaleNote of={work.ledgers} t={t} />
          {ledger === undefined && work.ledgers.failure.value === null && <Loading label={words.totals} rows={5} />}
          {ledger !== undefined && <LetterTotals ledger={ledger} w={w} locale={locale} />}
        </section>
      </div>
      <ReportsPanel {...props} />
      {ledger !== undefined && <EntryTable entries={ledger.ecritures} w={w} locale={locale} />}
      <AccountsPanel work={work} t={t} w={w} locale={locale} />
    </>
  );
}

function LedgerFiles({ work, ledger, t, w: { accounting: words } }: Pick<BooksProps, "t" | "w"> & {
  work: AccountingWork;
  ledger: Ledger;
}) {
  const submission = useSubmission();
  const done = useSignal<string | null>(null);
  const take = (kind: "fec" | "journal", name: string) =>
    submission.run(async () => {
      done.value = null;
      const failure = await work.take(kind, name);
      if (failure === null) done.value = name;
      return failure;
    });
  const { fichier_fec: fec, ecritures } = ledger;
  const none = ecritures.length === 0;
  return (
    <div class="archive-button">
      {fec === null && <p class="stale">{words.noSiret}</p>}
      <div class="ledger-files">
        {fec === null && <a class="button button-quiet" href={addressOf("shop")}>{words.toShop}</a>}
        <button
          type="button"
          class="button button-main"
          disabled={submission.busy || fec === null || none}
          onClick={() => take("fec", fec!)}
        >
          {words.fec}
        </button>
        <button
          type="button"
          class="button button-plain"
          disabled={submission.busy || none}
          onClick={() => take("journal", `comptoir-journal-de-caisse-${work.period}.csv`)}
        >
          {words.journal}
        </button>
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {done.value !== null && <p class="archive-done" role="status">{words.done(done.value)}</p>}
      <p class="field-about">{words.fecLead}</p>
    </div>
  );
}

function LetterTotals(
  { ledger: { totaux }, w: { accounting: words }, locale }: Pick<BooksProps, "w" | "locale"> & { ledger: Ledger },
) {
  const money = (cents: number) => cents === 0 ? "" : formatCents(cents, locale);
  const sum = (side: "debit" | "credit") => totaux.reduce((sum, one) => sum + one[side], 0);
  const all = { lettre: "", debit: sum("debit"), credit: sum("credit") };
  return (
    <DataTable
      label={words.totals}
      rows={[...totaux, all]}
      keyOf={({ lettre }) => lettre}
      columns={[
        { name: "letter", label: words.letter, cell: ({ lettre }) => lettre },
        {
          name: "what",
          label: words.what,
          cell: ({ lettre }) => lettre === "" ? <strong>{words.total}</strong> : words.letters[lettre] ?? "",
        },
        { name: "debit", label: words.debit, figures: true, cell: ({ debit }) => money(debit) },
        { name: "credit", label: words.credit, figures: true, cell: ({ credit }) => money(credit) },
      ]}
    />
  );
}
