/** The price of a line that is rung up: any where it is open, else as far as the cashier or the owner's code goes. */
import type { Locale } from "../../../shared/errors.ts";
import { attempt } from "../../network/attempt.ts";
import { PricePad } from "../../pads/price_pad.tsx";
import { allow } from "../store/allowing.ts";
import { ordinaryOf, saidAnew } from "../../ticket/price_change.ts";
import type { DirectLine } from "../store/direct.ts";
import type { CaisseWork } from "../store/work.ts";
import type { AsideMessages } from "../words/aside.ts";

interface CaissePriceProps {
  store: CaisseWork;
  line: DirectLine;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
}

export function CaissePrice({ store: { caisse: { sale }, marks }, line, t, locale, onClose }: CaissePriceProps) {
  const { pad } = t.caisse;
  // See discount.tsx.
  if (marks.value === null) return null;
  const ordinary = ordinaryOf(line);
  const bounds = ordinary === null ? {} : {
    bounds: {
      ...ordinary,
      cap: Math.max(marks.value.priceCap, sale.ticket.state.peek().repriced),
      onAllow: (rate: number, reason: string, code: string) => attempt(() => allow(sale, "repriced", rate, reason, code)),
    },
  };
  return (
    <PricePad
      title={pad.price.asks(line.label)}
      present={line.price}
      unit={line.unit}
      {...bounds}
      t={pad}
      words={t}
      close={t.close}
      locale={locale}
      onPrice={(cents, _, reason) => sale.ticket.setPrice(line.id, cents, saidAnew(line, cents, reason))}
      onClose={onClose}
    />
  );
}
