/** One ticket: what was sold, how it was paid, what became of it, its receipt, and a copy of that. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { receiptArticle, type ReceiptData } from "../../../../shared/receipt/receipt.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useHeadingFocus } from "../../../components/heading_focus.ts";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { LiveList } from "../../../network/live_list.ts";
import { shopDay, shopDayOf, shopZone } from "../../../shell/words/shop_clock.ts";
import { onPaper } from "../../components/paper.ts";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import type { BooksProps } from "./books_props.ts";
import { CorrectForm } from "./correct_form.tsx";
import { InvoiceForm } from "./invoice_form.tsx";
import { rollWidth } from "../../components/roll_width.ts";
import { StaleNote } from "../../components/stale_note.tsx";
import { TicketHistory } from "./ticket_history.tsx";
import { fetchTicket, numberOf, type WholeTicket } from "./ticket_rows.ts";
import { TicketSheet } from "./ticket_sheet.tsx";

export function TicketPage({ store: { client }, t, w, locale, id }: BooksProps & { id: string }) {
  const words = w.ticket;
  const list = useSectionWork(() =>
    new LiveList<WholeTicket | null>(client, ["ventes"], async () => [await fetchTicket(client, id)])
  );
  const submission = useSubmission();
  const copied = useSignal<number | null>(null);
  const correcting = useSignal(false);
  const invoicing = useSignal(false);
  const page = useRef<HTMLDivElement>(null);
  const whole = list.rows.value?.[0];
  const roll = rollWidth(client);
  const width = roll === "58" ? 58 : 80;
  useHeadingFocus(page, String(whole?.ticket.id), "h2");
  useEffect(() => page.current?.closest(".section")?.scrollTo(0, 0), [id]);
  const drawn = (receipt: ReceiptData) => (
    <div
      class={`receipt-${width}`}
      dangerouslySetInnerHTML={{ __html: receiptArticle(receipt, w.receipt, { locale, width, timeZone: shopZone.value }) }}
    />
  );
  const copy = () =>
    submission.run(() =>
      attempt(async () => {
        const receipt = await client.request("POST", `/api/ventes/${id}/duplicata`, {}, client.uuid.next()) as ReceiptData;
        copied.value = receipt.duplicata;
        onPaper(drawn(receipt), roll);
        await list.refresh();
      })
    );
  return (
    <div class="one" ref={page}>
      <div class="one-bar screen-only">
        <a class="button button-quiet" href={addressOf("books", "tickets")}>‹ {w.parts.tickets}</a>
        {whole?.receipt && (
          <div class="pane-actions">
            {copied.value !== null && <p class="archive-done" role="status">{words.copied(copied.value)}</p>}
            {isOfToday(whole) && whole.payments.length > 0 && (
              <button
                type="button"
                class="button button-quiet"
                onClick={() => correcting.value = true}
              >
                {words.correct}
              </button>
            )}
            {whole.ticket.numero !== null && (
              <button
                type="button"
                class="button button-quiet"
                onClick={() => invoicing.value = true}
              >
                {w.invoice.ask}
              </button>
            )}
            {/* Once for a double click: the second would be a copy too many, numbered and recorded. */}
            <button
              type="button"
              class="button button-plain"
              disabled={submission.busy}
              onClick={({ detail }) => detail < 2 && copy()}
            >
              <Icon name="print" />
              {words.copy}
            </button>
          </div>
        )}
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {whole && correcting.value && (
        <CorrectForm
          client={client}
          whole={whole}
          t={t}
          w={w}
          onClose={() => correcting.value = false}
          onCorrected={() => list.refresh()}
        />
      )}
      {whole && invoicing.value && (
        <InvoiceForm
          client={client}
          whole={whole}
          t={t}
          w={w}
          onClose={() => invoicing.value = false}
          onNoted={() => list.refresh()}
        />
      )}
      <StaleNote of={list} t={t} />
      {whole === undefined && list.failure.value === null && <Loading label={w.tickets.loading} rows={6} />}
      {whole === null && <p class="pane one-gone">{words.gone}</p>}
      {whole && (
        <div class="ticket-columns">
          <div class="one">
            <TicketSheet whole={whole} number={numberOf(whole.ticket)} t={t} w={w} locale={locale} />
            <TicketHistory whole={whole} t={t} w={w} locale={locale} />
          </div>
          {whole.receipt && (
            <section class="pane ticket-paper screen-only" aria-labelledby="receipt-title">
              <header class="pane-head">
                <h2 id="receipt-title">{words.receipt}</h2>
              </header>
              {drawn(whole.receipt)}
              <p class="pane-foot">{words.looking}</p>
            </section>
          )}
        </div>
      )}
    </div>
  );
}

/** Means of payment are corrected on their own day. */
function isOfToday({ ticket }: WholeTicket): boolean {
  return shopDayOf(ticket.moment) === shopDay();
}
