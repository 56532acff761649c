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

interface PadProps {
  store: CaisseWork;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
}

/** A pad on which an article is weighed or counted, with the scale of the open till. */
const measuring = ({ store: { client, caisse: { till } }, t, locale, onClose }: PadProps) => ({
  ...till.name === null ? {} : { weigher: { client, till: till.name } },
  t: t.caisse.pad,
  close: t.close,
  locale,
  onClose,
});

/** `onQuantity`: thousandths. */
export function CaisseQuantity({ line, onQuantity, ...pad }: PadProps & {
  line: DirectLine;
  onQuantity: (quantity: number) => void;
}) {
  return <MeasurePad of={line} present={Math.abs(line.quantity)} {...measuring(pad)} onQuantity={onQuantity} />;
}

export function CaisseAsked({ asked, ...props }: PadProps & { asked: Asked }) {
  const { store, t, locale, onClose } = props;
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
  return <MeasurePad of={product} present={null} {...measuring(props)} onQuantity={add} />;
}

type CaisseHandLineProps = PadProps & { lineId: string };

/** Of a ticket that was sent: the server changes it, and says what it is then. Of no line it is what comes back. */
export function CaisseHandLine(props: CaisseHandLineProps) {
  return props.lineId === "" ? <CaisseDeposits {...props} /> : <HandLine {...props} />;
}

function HandLine({ lineId, ...props }: CaisseHandLineProps) {
  const { store, t, locale, onClose } = props;
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
      {...measuring(props)}
      remove={remove}
      {...line.discountable || line.said?.open
        ? { price: { label: t.picker.line.priceOf(line.label), onPress: () => pricing.value = true } }
        : {}}
      onQuantity={(quantity) => recount(quantity * Math.sign(line.quantity))}
    />
  );
}
