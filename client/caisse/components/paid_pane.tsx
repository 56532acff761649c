/** After the money: the change in large figures, the receipt on one key, and on to the next. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { CaisseMessages } from "../words/words.ts";
import type { Paid } from "../store/last_paid.ts";
import { Icon } from "../../components/icon.tsx";
import { MainButton } from "../../components/main_button.tsx";
import { PrintButton } from "./print_button.tsx";
import { type PaperWidth, Receipt } from "./receipt_print.tsx";
import { Segments } from "./segments.tsx";

const WIDTHS: readonly PaperWidth[] = [80, 58];

interface PaidPaneProps {
  paid: Paid;
  /** Paper is what the shop offers by itself. */
  paper: boolean;
  /** The code for the customer's phone; null where the shop offers none. */
  code: ComponentChildren;
  /** The receipt's article as HTML. */
  html: string;
  width: PaperWidth;
  busy: boolean;
  t: CaisseMessages;
  locale: Locale;
  onPrint: () => void;
  onWidth: (width: PaperWidth) => void;
  /** The person says that the receipt did not come out; null where it did, or was not asked for. */
  onUnprinted: (() => void) | null;
  /** Prints a receipt without prices; null where no printer of the till's can. */
  onGift: (() => void) | null;
  onNext: () => void;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function PaidPane(
  { paid, paper, code, html, width, busy, t, locale, onPrint, onWidth, onUnprinted, onGift, onNext, children }: PaidPaneProps,
) {
  const words = t.caisse.paid;
  const { receipt, printed } = paid;
  const refund = receipt.type === "avoir";
  const onAccount = receipt.paiements.reduce((sum, { mode, montant }) => mode === "compte" ? sum + montant : sum, 0);
  // What goes back to an account is nobody's to hand over.
  const back = refund ? onAccount - receipt.total_ttc : receipt.rendu;
  const told = back > 0 && refund ? words.refund : back > 0 ? words.change : words.noChange;
  const amount = back > 0 ? formatCents(back, locale) : null;
  // Said a moment after the screen is there: what comes with its region is read out by few.
  const there = useSignal(false);
  useEffect(() => {
    there.value = true;
  }, []);
  return (
    <>
      <section class="pane paid" aria-labelledby="paid-title">
        <h2 id="paid-title" class="paid-title">
          <Icon name="check" />
          {refund ? words.refunded : words.title} {formatCents(Math.abs(receipt.total_ttc), locale)}
        </h2>
        <p class="paid-change" role="status">
          {there.value && <span>{told}</span>}
          {there.value && amount !== null && <strong>{amount}</strong>}
        </p>
        {receipt.retrait !== undefined && (
          <p class="paid-pickup">
            {words.pickup} <strong>{receipt.retrait}</strong>
          </p>
        )}
        {paid.customer !== undefined && <p class="paid-means">{paid.customer}</p>}
        <p class="paid-means">
          {receipt.paiements.map(({ mode, montant }) =>
            `${t.caisse.modes[mode as keyof typeof t.caisse.modes] ?? mode} ${formatCents(Math.abs(montant), locale)}`
          ).join(" · ")}
        </p>
        {receipt.deja_encaisse === true && <p class="stale paid-already" role="alert">{words.already}</p>}
        {receipt.a_imprimer === true && <p class="stale" role="status">{words.must}</p>}
        {children}
        {code}
        <div class="paid-actions">
          <PrintButton big={paper} disabled={busy} onPrint={onPrint}>{printed ? words.copy : words.print}</PrintButton>
          <Segments label={words.width} options={WIDTHS} chosen={width} nameOf={(one) => `${one} mm`} onChoose={onWidth} />
          {onGift !== null && (
            <button
              type="button"
              class="button button-plain"
              disabled={busy}
              onClick={({ detail }) => detail < 2 && onGift()}
            >
              {words.gift}
            </button>
          )}
          {onUnprinted !== null && (
            <button type="button" class="button button-quiet paid-unprinted" onClick={onUnprinted}>{words.unprinted}</button>
          )}
        </div>
        <MainButton onPress={onNext}>{words.next}</MainButton>
      </section>
      <section class="pane preview" aria-label={words.preview}>
        <header class="pane-head">
          <h2>{words.preview}</h2>
          <span class="pane-count">{receipt.numero}</span>
        </header>
        <div class="pane-body preview-body" tabIndex={0}>
          <Receipt html={html} width={width} class="preview-paper" />
        </div>
      </section>
    </>
  );
}
