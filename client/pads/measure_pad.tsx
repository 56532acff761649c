/** How much of an article there is on a line, or is to be: the keypad for quantities, asked in the words of its unit. */
import type { Locale } from "../../shared/errors.ts";
import { formatQuantity } from "../../shared/quantity.ts";
import type { Unit } from "../../shared/units.ts";
import type { PadWords } from "../catalogue/words/pad_fr.ts";
import { QuantityPad } from "./quantity_pad.tsx";

interface MeasurePadProps {
  of: { readonly label: string; readonly unit: Unit; readonly price: number };
  /** The present thousandths; null where they must be said. */
  present: number | null;
  t: PadWords;
  close: string;
  locale: Locale;
  /** What takes the whole line off is called, where it can be. */
  remove?: string;
  /** What leads to its price, where that can be changed. */
  price?: { readonly label: string; readonly onPress: () => void };
  /** Thousandths; zero takes it off. */
  onQuantity: (quantity: number) => void;
  onClose: () => void;
}

export function MeasurePad({ of, present, ...pad }: MeasurePadProps) {
  return (
    <QuantityPad
      title={pad.t.asks[of.unit](of.label)}
      present={present === null ? "" : formatQuantity(present, pad.locale)}
      of={of}
      {...pad}
    />
  );
}
