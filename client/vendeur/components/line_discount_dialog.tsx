/** How much is taken off a line, and why: as far as a seller may go. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { rateTaken } from "../../../shared/discounts.ts";
import { formatCents, parseCents, rateText } from "../../../shared/money.ts";
import { lineTotal } from "../../../shared/vat.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Field } from "../../components/field.tsx";
import { UsualReasons } from "../../components/usual_reasons.tsx";
import { type Discount, discountText, NO_DISCOUNT, settledOn } from "../../ticket/discount.ts";
import type { TicketLine } from "../store/ticket.ts";
import type { VendeurMessages } from "../words/words.ts";

/** Per cent that are taken off most. */
const QUICK = [5, 10, 15, 20, 30, 50] as const;

interface LineDiscountDialogProps {
  line: TicketLine;
  /** Basis points that the seller may take off. */
  cap: number;
  t: VendeurMessages;
  locale: Locale;
  onDiscount: (discount: Discount) => void;
  onClose: () => void;
}

export function LineDiscountDialog({ line, cap, t, locale, onDiscount, onClose }: LineDiscountDialogProps) {
  const { discounting } = t;
  const gross = lineTotal(line.quantity, line.price, 0);
  const percent = useSignal(line.discount.rate > 0 || line.discount.cents === 0);
  const entry = useSignal("");
  const reason = useSignal(line.discount.reason);
  const form = useRef<HTMLFormElement>(null);
  const amount = Math.abs(parseCents(entry.value) ?? 0);
  const why = reason.value.trim();
  const discount = settledOn(
    gross,
    percent.value ? { rate: Math.min(10_000, amount), cents: 0, reason: why } : { rate: 0, cents: amount, reason: why },
  );
  const above = rateTaken([{ gross, net: gross - discount.cents, rate: discount.rate }], { cents: 0, rate: 0 }) > cap;
  const submit = (event: Event) => {
    event.preventDefault();
    if (above) return form.current?.querySelector("input")?.focus();
    onDiscount(discount.cents === 0 ? NO_DISCOUNT : discount);
    onClose();
  };
  return (
    <Dialog title={discounting.title(line.label)} close={t.close} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <div class="dialog-body">
          <div class="segments" role="group" aria-label={discounting.how}>
            {[true, false].map((one) => (
              <button
                type="button"
                key={String(one)}
                class="segment"
                aria-pressed={percent.value === one}
                onClick={() => percent.value = one}
              >
                {one ? discounting.percent : discounting.cents}
              </button>
            ))}
          </div>
          {percent.value && (
            <div class="quick">
              {QUICK.filter((value) => value * 100 <= cap).map((value) => (
                <button
                  type="button"
                  key={value}
                  class="quick-note"
                  onClick={() => entry.value = String(value)}
                >
                  {rateText(value * 100, locale)}
                </button>
              ))}
            </div>
          )}
          <Field
            label={percent.value ? discounting.rate : discounting.amount}
            value={entry}
            name="discount"
            inputMode="decimal"
            maxLength={8}
            error={above ? discounting.above(rateText(cap, locale)) : null}
            hint={`${formatCents(gross, locale)} → ${formatCents(gross - discount.cents, locale)}`}
            autofocus
          />
          <UsualReasons
            label={discounting.reason}
            reasons={discounting.reasons}
            chosen={why}
            onChoose={(text) => reason.value = why === text ? "" : text}
          />
          <Field label={discounting.reason} value={reason} name="reason" maxLength={500} />
        </div>
        <footer class="dialog-foot">
          <button type="submit" class="button button-main button-big button-wide">
            {discount.cents === 0 ? discounting.none : discounting.apply(discountText(discount, locale))}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
