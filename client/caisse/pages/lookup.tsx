/** A ticket that was paid: looked up by its number, refunded, or copied. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { refundCents } from "../../../shared/tender.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { useHeadingFocus } from "../../components/heading_focus.ts";
import { CorrectDialog } from "../components/correct_dialog.tsx";
import { InvoiceDialog } from "../components/invoice_dialog.tsx";
import { LookupPane } from "../components/lookup_pane.tsx";
import { ReceiptPrint } from "../components/receipt_print.tsx";
import { RefundPane } from "../components/refund_pane.tsx";
import { usePaperKey } from "../../components/paper_key.ts";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import { useTyped } from "../../scanner/typed.ts";
import { TodaysReceipts } from "../components/todays_receipts.tsx";
import { askRefund, tryRefund } from "../store/giving_back.ts";
import { fetchPaid, firstMeans } from "../store/paid_ticket.ts";
import { receiptNumber } from "../store/scans.ts";
import type { AsideProps } from "./screen_props.ts";
import { CardCredit } from "./later_card.ts";
import { usePrinting } from "./printing.ts";
import { useRefund } from "./use_refund.ts";
import { useScans } from "./use_scans.ts";
import { askInvoice, correctMeans, takeCopy } from "../store/paid_commands.ts";
import { fetchTillPrints, sendReceipt, sendReport, tillPrinter } from "../store/till_printer.ts";
import { FollowedPrint } from "./followed_print.tsx";
import { Unprinted } from "./unprinted.tsx";
import { useTillPrint } from "./use_till_print.ts";
import { useTodaysReceipts } from "./use_todays_receipts.ts";

export function CaisseLookup({ store, t, locale, online, busy }: AsideProps) {
  const { caisse, client } = store;
  const number = useTyped();
  const none = useSignal<string | null>(null);
  const correcting = useSignal(false);
  const invoicing = useSignal(false);
  const submission = useSubmission();
  const printing = usePrinting(client.platform.storage, t.receipt, locale);
  const tillPrint = useTillPrint(client, null);
  const ticket = caisse.refunds.found.value;
  const refund = useRefund(store, busy || !online);
  const { quantities, mode, reason, missing, code, crediting } = refund;
  const hasPrinter = useSignal(false);
  useEffect(() => {
    if (ticket === null || !online) return;
    void tillPrinter(client).then((name) => hasPrinter.value = name !== null);
  }, [ticket === null, online]);
  /** What was asked for last. */
  const asked = useRef("");
  const field = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);

  const today = useTodaysReceipts(store, ticket === null && online);
  useLayoutEffect(() => field.current?.focus(), [ticket === null]);
  useHeadingFocus(page, String(ticket?.id), "h2");

  const find = (text: string) => {
    if (text.trim() === "") return;
    none.value = null;
    asked.current = text;
    submission.run(() =>
      attempt(async () => {
        let sought: string;
        let known: boolean;
        // One that is asked for while another is on its way, by a scan, is the one that is meant.
        do {
          sought = asked.current;
          known = await caisse.refunds.find(sought, fetchPaid);
        } while (sought !== asked.current);
        if (!known) none.value = sought.trim();
        refund.begin();
        tillPrint.value = null;
      })
    );
  };
  useScans(caisse.scans, "lookup", (scan) => {
    number.value = receiptNumber(scan) ?? scan.readings[0] ?? "";
    find(number.value);
  });
  const exchange = () => {
    if (busy || ticket === null || quantities.value.size === 0) return;
    caisse.exchange(ticket.lines.flatMap((line) => {
      const quantity = quantities.value.get(line.id) ?? 0;
      const { id: lineId, label, unit } = line;
      const { id: saleId, number } = ticket;
      return quantity === 0 ? [] : [{ saleId, number, lineId, label, unit, quantity, cents: refundCents(line, quantity) }];
    }));
  };
  const duplicate = () => {
    if (ticket !== null) {
      submission.run(() =>
        attempt(async () => {
          // Without the server there is no copy by either road.
          const { imprimante } = await fetchTillPrints(client);
          if (imprimante === null) printing.print(await takeCopy(caisse.client, ticket.id), ticket.customer);
          else tillPrint.value = await sendReceipt(client, ticket.id, true, locale);
        })
      );
    }
  };
  const gift = () => {
    if (ticket === null) return;
    const path = `/api/ventes/${ticket.id}/cadeau`;
    submission.run(() => attempt(async () => void (tillPrint.value = await sendReport(client, path, locale))));
  };
  usePaperKey(ticket === null ? null : duplicate);
  const back = () => {
    if (busy) return;
    if (ticket === null) return caisse.go("queue");
    caisse.go("lookup");
    number.value = "";
  };
  useShortcuts((event, inField) => {
    // The dialogs' own keys.
    if (correcting.value || invoicing.value || crediting.value !== null) return false;
    if (event.key === "Escape") back();
    else if (event.key === "F2" && ticket !== null) duplicate();
    else if (event.key === "F4" && ticket !== null) refund.chooseAll(quantities.value.size === 0);
    else if (event.key === "F9" && ticket !== null) exchange();
    else if (event.key === "Enter" && !onChoice(event.target)) {
      ticket === null ? find(number.value) : refund.ask();
    } else if (ticket === null && !inField && event.key.length === 1 && !"?+".includes(event.key)) {
      number.value += event.key;
      field.current?.focus();
    } else return false;
    return true;
  });

  const failure = submission.failure ?? caisse.problem.value;
  // What was typed stays in sight while it is on its way.
  const codeWanted = failure?.code === "owner_wanted" || failure?.code === "approval_invalid" || code.value !== "";
  const note = (
    <>
      {ticket !== null && <FollowedPrint client={client} print={tillPrint} t={t} onHere={null} />}
      {failure !== null && <FailureNote failure={failure} t={t} />}
    </>
  );
  return (
    <div ref={page} class={ticket === null ? "caisse-screen lookup-screen" : "caisse-screen refund-screen"}>
      {ticket === null
        ? (
          <LookupPane
            number={number}
            fieldRef={field}
            none={none.value}
            busy={submission.busy || !online}
            t={t}
            onFind={() => find(number.value)}
            onBack={back}
            today={
              <>
                <Unprinted client={client} t={t} />
                <TodaysReceipts
                  receipts={today}
                  disabled={submission.busy || !online}
                  t={t}
                  locale={locale}
                  onChoose={(chosen) => find(number.value = chosen)}
                />
              </>
            }
          >
            {note}
          </LookupPane>
        )
        : (
          <RefundPane
            ticket={ticket}
            quantities={quantities.value}
            total={refund.total}
            mode={mode.value}
            reason={reason.value}
            missing={missing.value && reason.value.trim() === ""}
            code={codeWanted ? code.value : null}
            online={online}
            busy={busy || submission.busy}
            t={t}
            locale={locale}
            onQuantity={(line, quantity) => refund.choose(line.id, quantity)}
            onAll={refund.chooseAll}
            onMode={(chosen) => mode.value = chosen}
            onReason={(text) => reason.value = text}
            onCode={(text) => code.value = text}
            onDuplicate={duplicate}
            onGift={hasPrinter.value && online ? gift : null}
            onCorrect={() => correcting.value = true}
            onInvoice={() => invoicing.value = true}
            onAnother={back}
            onExchange={exchange}
            onRefund={refund.ask}
          >
            {note}
          </RefundPane>
        )}
      {crediting.value !== null && (
        <CardCredit
          client={client}
          saleId={crediting.value.ticket.id}
          rehearse={() => tryRefund(client, crediting.value!)}
          t={t}
          locale={locale}
          onRefused={(failure) => {
            crediting.value = null;
            caisse.problem.value = failure;
          }}
          onCredited={() => {
            const wanted = crediting.value!;
            crediting.value = null;
            askRefund(caisse.refunds, wanted);
          }}
          onClose={() => crediting.value = null}
        />
      )}
      {ticket !== null && correcting.value && (
        <CorrectDialog
          ticket={ticket}
          t={t}
          onClose={() => correcting.value = false}
          onCorrect={(from, to, reason) =>
            attempt(async () => {
              await correctMeans(caisse.client, ticket.id, from, to, reason);
              // The correction stands: a ticket that cannot be read anew is looked up again.
              const unread = await attempt(async () => void await caisse.refunds.find(ticket.number, fetchPaid));
              if (unread !== null) caisse.refunds.forget();
              mode.value = firstMeans(caisse.refunds.found.peek()) ?? mode.peek();
            })}
        />
      )}
      {ticket !== null && invoicing.value && (
        <InvoiceDialog
          ticket={ticket}
          t={t}
          onClose={() => invoicing.value = false}
          onAsk={(siren) => attempt(() => askInvoice(caisse.client, ticket.id, siren))}
        />
      )}
      <ReceiptPrint html={printing.html} width={printing.width} onPrinted={printing.done} />
    </div>
  );
}
