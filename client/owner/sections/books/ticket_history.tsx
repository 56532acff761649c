/** What happened to a ticket, by the journal, and the copies made of its receipt. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import type { SaleState } from "../../../catalogue/catalogue.ts";
import { differences, type JournalRecord } from "../../store/journal_records.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { formatRate } from "./rate.ts";
import type { WholeTicket } from "./ticket_rows.ts";
import type { BooksWords } from "./words.ts";

interface TicketHistoryProps {
  whole: WholeTicket;
  t: OwnerMessages;
  w: BooksWords;
  locale: Locale;
}

interface Happening {
  readonly key: string;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly more: readonly string[];
}

export function TicketHistory({ whole, t, w, locale }: TicketHistoryProps) {
  const words = w.ticket;
  const told = [
    ...whole.history.map((record) => happening(record, whole.ticket.id, t, w, locale)),
    ...whole.copies.map(({ duplicata, par, date }): Happening => {
      return { key: `copy ${duplicata}`, at: date, who: par, what: words.copyMade(duplicata), more: [] };
    }),
  ].sort((a, b) => a.at < b.at ? 1 : a.at > b.at ? -1 : 0);
  return (
    <section class="pane" aria-labelledby="history-title">
      <header class="pane-head">
        <h2 id="history-title">{words.history}</h2>
      </header>
      <ol class="history">
        {told.map(({ key, at, who, what, more }) => (
          <li key={key}>
            <time dateTime={at}>{formatDateAndTime(at, locale)}</time>
            <span class="history-what">{what}</span>
            <span class="row-about">{[who, ...more].join(" · ")}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** In words: what the command was, the state that it led to, and a total that changed. */
function happening(record: JournalRecord, id: string, t: OwnerMessages, w: BooksWords, locale: Locale): Happening {
  const { seq, at, username, kind, changes, detail } = record;
  const changed = changes.filter(({ table, key }) => table === "ventes" && key["id"] === id);
  const different = changed.flatMap((change) => differences(change));
  const of = (column: string) => different.findLast((one) => one.column === column);
  const state = of("etat");
  const total = of("total_ttc");
  const made = changed.some(({ op }) => op === "insert");
  const kinds: Readonly<Record<string, string>> = w.ticket.kinds;
  const what = kinds[kind] ?? (made ? w.ticket.kinds.made : w.ticket.kinds.changed);
  const reason = detail?.["motif"];
  const rates = (detail?.["taux_changes"] ?? []) as readonly { libelle: string; avant: number; apres: number }[];
  return {
    key: String(seq),
    at,
    who: username,
    what,
    more: [
      ...state && !made ? [`${t.states[state.before as SaleState]} → ${t.states[state.after as SaleState]}`] : [],
      ...total
        ? [`${made ? "" : `${formatCents(Number(total.before), locale)} → `}${formatCents(Number(total.after), locale)}`]
        : [],
      ...typeof reason === "string" ? [reason] : [],
      ...rates.map(({ libelle, avant, apres }) =>
        w.ticket.rateChanged(libelle, formatRate(avant, locale), formatRate(apres, locale))
      ),
    ],
  };
}
