/** The entries of a period, and the lines of the one that is looked at. */
import { useSignal } from "@preact/signals";
import { formatCents } from "../../../../shared/money.ts";
import { DataTable } from "../../components/data_table.tsx";
import type { Entry } from "./accounting_work.ts";
import type { BooksProps } from "./books_props.ts";
import { shortName } from "./period.ts";

export function EntryTable({ entries, w: { accounting: words }, locale }: Pick<BooksProps, "w" | "locale"> & {
  entries: readonly Entry[];
}) {
  const chosen = useSignal<number | null>(null);
  const money = (cents: number) => cents === 0 ? "" : formatCents(cents, locale);
  const one = entries.find(({ numero }) => numero === chosen.value) ?? entries.at(-1);
  return (
    <div class="halves">
      <section class="pane" aria-labelledby="entries-title">
        <header class="pane-head">
          <h2 id="entries-title">{words.entries}</h2>
        </header>
        {entries.length === 0 && <p class="due-none">{words.noEntries}</p>}
        <DataTable
          label={words.entries}
          rows={entries}
          keyOf={({ numero }) => numero}
          open={one?.numero ?? null}
          columns={[
            {
              name: "piece",
              label: words.piece,
              cell: ({ numero, piece }) => (
                <button
                  type="button"
                  class="table-link table-button"
                  aria-pressed={numero === one?.numero}
                  onClick={() => chosen.value = numero}
                >
                  {piece}
                </button>
              ),
            },
            { name: "number", label: words.number, figures: true, aside: true, cell: ({ numero }) => numero },
            { name: "day", label: words.day, aside: true, cell: ({ date }) => shortName(date, locale) },
            {
              name: "amount",
              label: words.amount,
              figures: true,
              cell: ({ lignes }) => money(lignes.reduce((sum, { debit }) => sum + debit, 0)),
            },
          ]}
        />
      </section>
      {one !== undefined && (
        <section class="pane" aria-labelledby="entry-title">
          <header class="pane-head">
            <h2 id="entry-title">{words.entry(one.piece)}</h2>
          </header>
          <DataTable
            label={words.entry(one.piece)}
            rows={one.lignes}
            keyOf={(line) => one.lignes.indexOf(line)}
            columns={[
              {
                name: "account",
                label: words.account,
                cell: ({ compte, compte_libelle }) => (
                  <>
                    <span class="account-number">{compte}</span> {compte_libelle}
                  </>
                ),
              },
              { name: "debit", label: words.debit, figures: true, cell: ({ debit }) => money(debit) },
              { name: "credit", label: words.credit, figures: true, cell: ({ credit }) => money(credit) },
              { name: "letter", label: words.letter, aside: true, cell: ({ lettre }) => lettre },
            ]}
          />
        </section>
      )}
    </div>
  );
}
