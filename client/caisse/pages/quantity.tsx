/** How much of an article: of a line that is rung up or of a ticket in hand, or of one that must be weighed before it is added. */
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import type { Asked } from "../../ticket/asking.ts";
import { MeasurePad } from "../../scanner/measure_pad.tsx";
import type { DirectLine } from "../store/direct.ts";
import type { CaisseWork } from "../store/work.ts";
import type { AsideMessages } from "../words/aside.ts";

interface CaisseQuantityProps {
  line: DirectLine;
  t: AsideMessages;
  locale: Locale;
  /** Thousandths. */
  onQuantity: (quantity: number) => void;
  onClose: () => void;
}

export function CaisseQuantity({ line, t, locale, onQuantity, onClose }: CaisseQuantityProps) {
  return (
    <MeasurePad
      of={line}
      present={line.quantity}
      t={t.caisse.pad}
      close={t.close}
      locale={locale}
      onQuantity={onQuantity}
      onClose={onClose}
    />
  );
}

interface CaisseAskedProps {
  asked: Asked;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
}

export function CaisseAsked({ asked: { product, add }, t, locale, onClose }: CaisseAskedProps) {
  return (
    <MeasurePad
      of={product}
      present={null}
      t={t.caisse.pad}
      close={t.close}
      locale={locale}
      onQuantity={add}
      onClose={onClose}
    />
  );
}

interface CaisseHandLineProps {
  store: CaisseWork;
  lineId: string;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
}

/** Of a ticket that was sent: the server changes it, and says what it is then. */
export function CaisseHandLine({ store: { caisse }, lineId, t, locale, onClose }: CaisseHandLineProps) {
  const line = caisse.hand.ticket.value?.lines.find(({ id }) => id === lineId);
  const gone = line === undefined;
  useEffect(() => {
    if (gone) onClose();
  }, [gone]);
  if (gone) return null;
  return (
    <MeasurePad
      of={line}
      present={line.quantity}
      t={t.caisse.pad}
      close={t.close}
      locale={locale}
      remove={t.caisse.direct.remove(line.label)}
      onQuantity={(quantity) => caisse.changeHand(lineId, quantity)}
      onClose={onClose}
    />
  );
}
