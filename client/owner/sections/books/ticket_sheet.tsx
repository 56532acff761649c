/** A ticket's lines, VAT and payments, who had to do with it, and the tickets it hangs together with. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { formatQuantity } from "../../../../shared/quantity.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { addressOf } from "../../pages/place.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { formatRate } from "./rate.ts";
import { type Numbered, numberOf, type WholeTicket } from "./ticket_rows.ts";
import type { BooksWords } from "./words.ts";

interface TicketSheetProps {
  whole: WholeTicket;
  /** Null before it is paid. */
  number: string | null;
  t: OwnerMessages;
  w: BooksWords;
  locale: Locale;
}

export function TicketSheet({ whole, number, t, w, locale }: TicketSheetProps) {
  const { ticket, lines, payments, rates, origin, refunds, invoice } = whole;
  const words = w.ticket;
  const money = (cents: number) => formatCents(cents, locale);
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    [words.made, formatDateAndTime(ticket.cree_le, locale)],
    ...ticket.caisse === null ? [] : [[words.paid, formatDateAndTime(ticket.moment, locale)]] as const,
    [w.z.till, ticket.caisse],
    [words.seller, ticket.vendeur],
    [words.cashier, ticket.caissier],
    [words.customer, ticket.client],
    [w.invoice.of, invoice && `SIREN ${invoice.siren}`],
    [words.recall, ticket.rappel],
    [words.reason, ticket.motif],
    [words.note, ticket.note],
    [words.refundOf, origin && linkTo(origin)],
    ...refunds.map((one) => [words.refundedBy, [linkTo(one), " ", money(one.total_ttc)]] as const),
  ];
  return (
    <section class="pane" aria-labelledby="ticket-title">
      <header class="pane-head">
        <h2 id="ticket-title">
          {ticket.type === "avoir" ? words.refund : words.sale} {number ?? w.tickets.recall(ticket.rappel)}
          <span class={`chip chip-${ticket.etat}`}>{t.states[ticket.etat]}</span>
        </h2>
        <strong class="ticket-total">{money(ticket.total_ttc)}</strong>
      </header>
      <dl class="facts ticket-facts">
        {facts.filter(([, value]) => value !== null && value !== "").map(([name, value], at) => (
          <div key={`${name} ${at}`} class="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <DataTable
        label={words.lines}
        rows={lines}
        keyOf={({ id }) => id}
        columns={[
          { name: "label", label: words.article, cell: ({ libelle }) => libelle },
          { name: "quantity", label: words.quantity, figures: true, cell: ({ quantite }) => formatQuantity(quantite, locale) },
          {
            name: "price",
            label: words.price,
            figures: true,
            aside: true,
            cell: ({ prix_unitaire_ttc, prix_ordinaire, prix_motif }) =>
              prix_ordinaire === null
                ? money(prix_unitaire_ttc)
                : [<s key="ordinary">{money(prix_ordinaire)}</s>, " ", money(prix_unitaire_ttc), ` (${prix_motif})`],
          },
          {
            name: "discount",
            label: words.discount,
            figures: true,
            aside: true,
            cell: ({ remise }) => remise === 0 ? "" : money(-remise),
          },
          {
            name: "vat",
            label: words.vat,
            figures: true,
            aside: true,
            cell: ({ tva, nature }) => nature === "bien" ? formatRate(tva, locale) : w.receipt.outsideVat,
          },
          { name: "total", label: words.gross, figures: true, cell: ({ total_ttc }) => money(total_ttc) },
        ]}
      />
      {ticket.remise > 0 && (
        <p class="ticket-discount">
          {words.ticketDiscount}
          <span>{money(-ticket.remise)}</span>
        </p>
      )}
      {payments.length + rates.length > 0 && (
        <div class="ticket-sums">
          <DataTable
            label={w.z.rates}
            rows={rates}
            keyOf={({ taux }) => taux}
            columns={[
              { name: "rate", label: w.z.rates, cell: ({ taux }) => formatRate(taux, locale) },
              { name: "net", label: w.z.base, figures: true, cell: ({ ht }) => money(ht) },
              { name: "vat", label: w.z.tax, figures: true, cell: ({ tva }) => money(tva) },
              { name: "gross", label: w.z.sum, figures: true, cell: ({ ttc }) => money(ttc) },
            ]}
          />
          <DataTable
            label={words.payments}
            rows={payments}
            keyOf={({ id }) => id}
            columns={[
              { name: "means", label: words.payments, cell: ({ mode }) => w.receipt.modes[mode] ?? mode },
              { name: "given", label: words.given, figures: true, cell: ({ montant }) => money(montant) },
              { name: "change", label: words.change, figures: true, cell: ({ rendu }) => rendu === 0 ? "" : money(rendu) },
            ]}
          />
        </div>
      )}
    </section>
  );
}

function linkTo(ticket: Numbered) {
  return <a key={ticket.id} href={addressOf("books", "tickets", ticket.id)}>{numberOf(ticket)}</a>;
}
