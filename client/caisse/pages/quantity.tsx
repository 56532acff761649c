/** How much of an article, or at which price: of a line that is rung up or of a ticket in hand, or of one that must be weighed or priced before it is added. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Icon } from "../../components/icon.tsx";
import type { Asked } from "../../ticket/asking.ts";
import { MeasurePad } from "../../pads/measure_pad.tsx";
import { ordinaryOf } from "../../ticket/price_change.ts";
import { isLabelled } from "../../ticket/said_price.ts";
import { PricePad } from "../../pads/price_pad.tsx";
import { CaisseDeposits } from "./deposits.tsx";
import type { DirectLine } from "../store/direct.ts";
import type { CaisseWork } from "../store/work.ts";
import type { AsideMessages } from "../words/aside.ts";

interface CaisseQuantityProps {
  store: CaisseWork;
  line: DirectLine;
  t: AsideMessages;
  locale: Locale;
  /** Thousandths. */
  onQuantity: (quantity: number) => void;
  onClose: () => void;
}

/** On the scale of the open till. */
const weigherOf = ({ client, caisse: { till } }: CaisseWork) =>
  till.name === null ? {} : { weigher: { client, till: till.name } };

export function CaisseQuantity({ store, line, t, locale, onQuantity, onClose }: CaisseQuantityProps) {
  const present = Math.abs(line.quantity);
  return (
    <MeasurePad
      of={line}
      present={present}
      {...weigherOf(store)}
      t={t.caisse.pad}
      close={t.close}
      locale={locale}
      onQuantity={onQuantity}
      onClose={onClose}
    />
  );
}

interface CaisseAskedProps {
  store: CaisseWork;
  asked: Asked;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
}

export function CaisseAsked({ store, asked, t, locale, onClose }: CaisseAskedProps) {
  const { asking } = store.caisse;
  const { pad } = t.caisse;
  const { product, add } = asked;
  if (asked.wants === "price") {
    return (
      <PricePad
        title={pad.price.asks(product.label)}
        present={product.price}
        unit={product.unit}
        named
        t={pad}
        words={t}
        close={t.close}
        locale={locale}
        onPrice={(cents, label) => asking.priced(asked, { cents, label })}
        onClose={onClose}
      />
    );
  }
  return (
    <MeasurePad
      of={product}
      present={null}
      {...weigherOf(store)}
      onQuantity={add}
      t={pad}
      close={t.close}
      locale={locale}
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

/** Of a ticket that was sent: the server changes it, and says what it is then. Of no line it is what comes back. */
export function CaisseHandLine(props: CaisseHandLineProps) {
  return props.lineId === "" ? <CaisseDeposits {...props} /> : <HandLine {...props} />;
}

function HandLine({ store, lineId, t, locale, onClose }: CaisseHandLineProps) {
  const { caisse, products } = store;
  const line = caisse.hand.ticket.value?.lines.find(({ id }) => id === lineId);
  const gone = line === undefined;
  const pricing = useSignal(false);
  const { pad } = t.caisse;
  /** Of the deposit that is sold with it as many more or fewer, where there is one. */
  const recount = (wanted: number) => {
    const more = line!.quantity < 0 ? 0 : wanted - line!.quantity;
    const deposit = products.depositOf(line!.productId);
    const theirs = caisse.hand.ticket.peek()?.lines.find(({ productId, quantity }) => productId === deposit?.id && quantity > 0);
    const others = theirs === undefined ? [] : [{ id: theirs.id, quantite: Math.max(0, theirs.quantity + more) }];
    caisse.changes.change(lineId, { quantite: wanted }, others);
  };
  useEffect(() => {
    if (gone) onClose();
  }, [gone]);
  if (gone) return null;
  if (pricing.value) {
    const ordinary = ordinaryOf(line);
    return (
      <PricePad
        title={pad.price.asks(line.label)}
        present={line.price}
        unit={line.unit}
        {
          // Judged when it is paid, where the owner's code can come along.
          ...ordinary === null ? {} : { bounds: { ...ordinary, cap: 0, onAllow: null } }
        }
        t={pad}
        words={t}
        close={t.close}
        locale={locale}
        onPrice={(cents, _, reason) =>
          caisse.changes.change(lineId, { prix_unitaire_ttc: cents, ...reason === "" ? {} : { prix_motif: reason } })}
        onClose={onClose}
      />
    );
  }
  const remove = t.caisse.direct.remove(line.label);
  if (isLabelled(line)) {
    return (
      <Dialog title={line.label} close={t.close} onClose={onClose}>
        <button type="button" class="button button-bad-plain button-wide" data-first onClick={() => recount(0)}>
          <Icon name="trash" />
          {remove}
        </button>
      </Dialog>
    );
  }
  return (
    <MeasurePad
      of={line}
      present={Math.abs(line.quantity)}
      {...weigherOf(store)}
      t={t.caisse.pad}
      close={t.close}
      locale={locale}
      remove={remove}
      {...line.discountable || line.said?.open
        ? { price: { label: t.picker.line.priceOf(line.label), onPress: () => pricing.value = true } }
        : {}}
      onQuantity={(quantity) => recount(quantity * Math.sign(line.quantity))}
      onClose={onClose}
    />
  );
}
