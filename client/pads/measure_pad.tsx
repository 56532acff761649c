/** How much of an article there is on a line, or is to be: the keypad for quantities, asked in the words of its unit. */
import { formatQuantity } from "../../shared/quantity.ts";
import type { Unit } from "../../shared/units.ts";
import { QuantityPad, type QuantityPadProps } from "./quantity_pad.tsx";

interface MeasurePadProps extends Omit<QuantityPadProps, "title" | "present" | "of"> {
  of: { readonly label: string; readonly unit: Unit; readonly price: number };
  /** The present thousandths; null where they must be said. */
  present: number | null;
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
