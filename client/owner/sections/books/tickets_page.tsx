/** Sales and refunds: looked for by number, amount, article, customer, person, period and state. */
import { formatCents } from "../../../../shared/money.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { formatMoment } from "../../../shell/words/words.ts";
import { PagedTable } from "../../components/paged_table.tsx";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import type { BooksProps } from "./books_props.ts";
import { numberOf } from "./ticket_rows.ts";
import { TicketSearch } from "./ticket_search.tsx";
import { TicketsWork } from "./tickets_work.ts";

export function TicketsPage({ store, t, w, locale }: BooksProps) {
  const work = useSectionWork(() => new TicketsWork(store.client));
  const words = w.tickets;
  const now = new Date();
  const sum = work.sum.rows.value?.[0];
  return (
    <section class="pane" aria-labelledby="tickets-title">
      <header class="pane-head">
        <h2 id="tickets-title">{words.title}</h2>
        {sum !== undefined && <span class="pane-count" role="status">{words.sum(sum.count, formatCents(sum.total, locale))}
        </span>}
      </header>
      <TicketSearch
        search={work.search.value}
        people={store.accounts.rows.value ?? []}
        w={w}
        onFind={(change) => work.find(change)}
      />
      <PagedTable
        pages={work.pages}
        loading={<Loading label={words.loading} rows={8} />}
        empty={<Empty icon="receipt" title={words.empty}>{words.emptyBody}</Empty>}
        label={words.title}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf("books", "tickets", id)}
        columns={[
          { name: "number", label: words.number, cell: (row) => numberOf(row) ?? words.recall(row.rappel) },
          {
            name: "moment",
            label: words.moment,
            cell: ({ moment }) => <span class="ticket-moment">{formatMoment(moment, locale, now)}</span>,
          },
          {
            name: "articles",
            label: words.articles,
            aside: true,
            cell: ({ articles, client }) => (
              <span class="ticket-articles">{[client, articles].filter((text) => text).join(" · ")}</span>
            ),
          },
          { name: "people", label: words.people, aside: true, cell: ({ vendeur, caissier }) => bothOf(vendeur, caissier) },
          {
            name: "state",
            label: words.state,
            aside: true,
            // Most of them are sales that are paid: that goes without saying.
            cell: ({ type, etat }) =>
              (type === "avoir" || etat !== "payee") && (
                <span class={`chip chip-${etat}`}>{type === "avoir" ? words.refund : t.states[etat]}</span>
              ),
          },
          { name: "total", label: words.total, figures: true, cell: ({ total_ttc }) => formatCents(total_ttc, locale) },
        ]}
        t={t}
        pager={w.pager}
      />
    </section>
  );
}

/** Who sold and who took the money, once where it is the same. */
function bothOf(seller: string | null, cashier: string | null): string {
  return [...new Set([seller, cashier])].filter((name) => name !== null).join(" → ");
}
