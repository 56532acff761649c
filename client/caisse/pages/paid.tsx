/** What was paid: the change, and the receipt if it is wanted. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { rateText } from "../../../shared/money.ts";
import { receiptArticle } from "../../../shared/receipt/receipt.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { ReceiptCode } from "../components/receipt_code.tsx";
import { PaidPane } from "../components/paid_pane.tsx";
import { ReceiptPrint } from "../components/receipt_print.tsx";
import { usePaperKey } from "../../components/paper_key.ts";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { AsideMessages } from "../words/aside.ts";
import type { AsideProps } from "./screen_props.ts";
import { useReceiptCode } from "./use_receipt_code.ts";
import { usePrinting } from "./printing.ts";
import { useTillPrint } from "./use_till_print.ts";
import { FollowedPrint } from "./followed_print.tsx";
import { watchDrawer } from "../store/drawer_watch.ts";
import { takeCopy } from "../store/paid_commands.ts";
import { sendReceipt, sendReport, type TillPrint } from "../store/till_printer.ts";

/** Milliseconds for which the change stays, whatever is pressed: it must be read. */
const SETTLE_MS = 600;

export function CaissePaid({ store, t, locale, online }: AsideProps) {
  const { caisse, client } = store;
  const paid = caisse.lastPaid.paid.value;
  const printing = usePrinting(client.platform.storage, t.receipt, locale);
  const submission = useSubmission();
  /** A copy was made: the receipt itself was out by then. */
  const copied = useSignal(false);
  const tillPrint = useTillPrint(client, paid?.receipt.impression ?? null);
  /** A gift receipt is none: whether the receipt itself is out is known of that alone. */
  const receiptOut = useRef(false);
  const { genre, etat } = tillPrint.value ?? {};
  if (genre === "recu" && (etat === "imprimee" || etat === "inconnue")) receiptOut.current = true;
  const isOut = paid !== null && (paid.printed || receiptOut.current);
  const shownAt = useRef(client.platform.now());
  const print = () => {
    if (paid === null || submission.busy) return;
    submission.run(() =>
      attempt(async () => {
        // The first is the receipt itself; any other is a copy, numbered and recorded.
        const { receipt, customer } = paid;
        if (receipt.imprimante !== undefined && online) {
          tillPrint.value = await sendReceipt(caisse.client, receipt.vente_id, paid.printed, locale);
          return;
        }
        printing.print(isOut ? await takeCopy(caisse.client, receipt.vente_id) : receipt, customer);
        copied.value = isOut;
        caisse.lastPaid.notePrinted(true);
      })
    );
  };
  /** What the printer refused; a copy that it refused has its number, and another one is made. */
  const printHere = async ({ genre }: TillPrint) => {
    if (paid === null) return;
    const { receipt, customer } = paid;
    printing.print(genre === "recu" ? receipt : await takeCopy(caisse.client, receipt.vente_id), customer);
    caisse.lastPaid.notePrinted(true);
  };
  const gift = () => {
    if (paid === null || submission.busy) return;
    const path = `/api/ventes/${paid.receipt.vente_id}/cadeau`;
    submission.run(() => attempt(async () => void (tillPrint.value = await sendReport(client, path, locale))));
  };
  usePaperKey(print);
  const offer = store.marks.value?.receipt ?? "aucun";
  const code = useReceiptCode(store, offer === "qr" && online ? paid : null);
  // Asked of nobody: the law wants it given.
  const unasked = paid !== null && paid.receipt.a_imprimer === true && paid.receipt.deja_encaisse !== true && !paid.printed &&
    paid.receipt.impression === undefined;
  useEffect(() => {
    if (unasked) print();
  }, []);
  const next = () => {
    if (client.platform.now() - shownAt.current < SETTLE_MS) return;
    caisse.go("queue");
    if (paid?.receipt.imprimante !== undefined && online) void watchDrawer(caisse);
  };
  useShortcuts((event) => {
    if (event.key === "F2") print();
    else if (event.key === "Escape" || (event.key === "Enter" && !onChoice(event.target))) next();
    else return false;
    return true;
  });
  if (paid === null) return null;
  const rates = (paid.receipt.taux_changes ?? []).map(({ libelle, avant, apres }) =>
    `${libelle} ${rateText(avant, locale)} → ${rateText(apres, locale)}`
  );
  return (
    <div class="caisse-screen paid-screen">
      <PaidPane
        paid={{ ...paid, printed: isOut }}
        paper={offer === "papier"}
        code={offer === "qr" ? <ReceiptCode {...code} t={t} /> : null}
        html={receiptArticle(paid.receipt, t.receipt, {
          locale,
          width: printing.width,
          ...paid.customer === undefined ? {} : { customer: paid.customer },
        })}
        width={printing.width}
        busy={submission.busy || (paid.printed && !online)}
        t={t}
        locale={locale}
        onPrint={print}
        onWidth={printing.setWidth}
        onUnprinted={paid.printed && !copied.value ? () => caisse.lastPaid.notePrinted(false) : null}
        onGift={paid.receipt.imprimante !== undefined && paid.receipt.type === "vente" && online ? gift : null}
        onNext={next}
      >
        {rates.length > 0 && <p class="stale" role="status">{t.caisse.paying.rates(rates.join(", "))}</p>}
        <FollowedPrint
          client={caisse.client}
          print={tillPrint}
          t={t}
          onHere={genre === "recu" || genre === "duplicata" ? printHere : null}
        />
        {paid.receipt.cuisine?.map((slip) => <KitchenPrint key={slip.id} client={caisse.client} slip={slip} t={t} />)}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </PaidPane>
      <ReceiptPrint html={printing.html} width={printing.width} onPrinted={printing.done} />
    </div>
  );
}

function KitchenPrint({ client, slip, t }: { client: NetworkClient; slip: TillPrint; t: AsideMessages }) {
  return <FollowedPrint client={client} print={useTillPrint(client, slip)} t={t} onHere={null} />;
}
