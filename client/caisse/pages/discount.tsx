/** Taking something off a line of what is rung up, or off all of it. */
import type { Locale } from "../../../shared/errors.ts";
import { lineTotal } from "../../../shared/vat.ts";
import { DiscountDialog } from "../components/discount_dialog.tsx";
import { attempt } from "../../network/attempt.ts";
import type { DiscountTarget } from "../store/direct.ts";
import { allow } from "../store/allowing.ts";
import { rateWith } from "../store/discount_rate.ts";
import type { CaisseWork } from "../store/work.ts";
import type { AsideMessages } from "../words/aside.ts";

interface CaisseDiscountProps {
  store: CaisseWork;
  target: DiscountTarget;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
}

export function CaisseDiscount({ store: { caisse: { sale }, marks }, target, t, locale, onClose }: CaisseDiscountProps) {
  const { ticket } = sale;
  // How far it may go is known a moment after the page is there: nobody is asked for a code before.
  if (marks.value === null) return null;
  const { discountLine, discountTicket } = t.caisse.direct;
  const whole = target === "ticket";
  return (
    <DiscountDialog
      title={whole ? discountTicket : discountLine(target.label)}
      base={whole ? ticket.subtotal.value : lineTotal(target.quantity, target.price, 0)}
      present={whole ? ticket.discount.value : target.discount}
      cap={Math.max(marks.value.discountCap, ticket.allowed)}
      rateWith={(discount) => rateWith(ticket, target, discount)}
      t={t}
      locale={locale}
      onClose={onClose}
      onAllow={(rate, reason, code) => attempt(() => allow(sale, "allowed", rate, reason, code))}
      onDiscount={(discount) => ticket.giveDiscount(target, discount)}
    />
  );
}
