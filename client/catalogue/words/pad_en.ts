/** The words of the pad for how much of an article, in English. */
import type { PadWords } from "./pad_fr.ts";

export const pad: PadWords = {
  asks: {
    piece: (label) => `Quantity: ${label}`,
    kg: (label) => `Weight: ${label}`,
    l: (label) => `Litres: ${label}`,
    m: (label) => `Metres: ${label}`,
  },
  hint: "For instance 3, or 0.350 for a weight.",
  measured: "For instance 0.350.",
  value: "Quantity",
  erase: "Erase the last digit",
  decimal: "Decimal point",
  confirm: "Confirm",
};
