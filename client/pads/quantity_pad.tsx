/** How much of an article, pieces or a weight, on a keypad. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Locale } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import { formatQuantity, parseQuantity } from "../../shared/quantity.ts";
import { formatUnitPrice, isMeasured, type Unit } from "../../shared/units.ts";
import { lineTotal } from "../../shared/vat.ts";
import type { PadWords } from "../catalogue/words/pad_fr.ts";
import { Icon } from "../components/icon.tsx";
import { PadDialog } from "./pad_dialog.tsx";
import type { Weigher } from "./scales.ts";
import { useTyped } from "../scanner/typed.ts";
import { WeighButtons } from "./weigh_buttons.tsx";

export interface QuantityPadProps {
  title: string;
  /** The present quantity as text, empty where it must be said; the first key takes its place. */
  present: string;
  /** Of what it is the quantity, where that is known. */
  of?: { readonly unit: Unit; readonly price: number };
  t: PadWords;
  close: string;
  locale: Locale;
  /** What takes the whole line off is called, where it can be. */
  remove?: string;
  /** What leads to its price, where that can be changed. */
  price?: { readonly label: string; readonly onPress: () => void };
  /** Who can have it weighed. */
  weigher?: Weigher;
  /** What else is told of it. */
  more?: ComponentChildren;
  /** Thousandths; zero takes it off. */
  onQuantity: (quantity: number) => void;
  onClose: () => void;
}

export function QuantityPad(props: QuantityPadProps) {
  const { title, present, of, t, close, locale, remove, price, weigher, more, onQuantity, onClose } = props;
  const typed = useTyped();
  const weighed = useSignal<number | null | undefined>(undefined);
  // A gram is a thousandth of a kilogram.
  const onScale = weighed.value === null ? "" : formatQuantity(weighed.value ?? 0, locale);
  const standing = weighed.value === undefined ? present : onScale;
  const quantity = parseQuantity(typed.value === "" ? standing : typed.value);
  const confirm = () => {
    if (quantity === null) return;
    onQuantity(quantity);
    onClose();
  };
  return (
    <PadDialog
      title={title}
      name={t.value}
      typed={typed}
      present={standing}
      {...of !== undefined && isMeasured(of.unit) ? { unit: of.unit } : {}}
      {...{ t, close, locale }}
      confirm={t.confirm}
      ready={quantity !== null}
      onConfirm={confirm}
      onClose={onClose}
      hint={of === undefined ? <p class="pad-hint">{t.hint}</p> : (
        <p class="pad-hint pad-worth">
          <span>× {formatUnitPrice(of.price, of.unit, locale)}</span>
          <strong>{quantity === null ? t.measured : formatCents(lineTotal(quantity, of.price, 0), locale)}</strong>
        </p>
      )}
    >
      {weigher !== undefined && of?.unit === "kg" && (
        <WeighButtons
          by={weigher}
          typed={typed}
          weighed={weighed}
          locale={locale}
        />
      )}
      {price !== undefined && (
        <button type="button" class="button button-plain button-wide" onClick={price.onPress}>{price.label}</button>
      )}
      {more}
      {remove !== undefined && (
        <button
          type="button"
          class="button button-bad-plain button-wide"
          onClick={() => {
            onQuantity(0);
            onClose();
          }}
        >
          <Icon name="trash" />
          {remove}
        </button>
      )}
    </PadDialog>
  );
}
