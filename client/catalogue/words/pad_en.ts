/** The words of the pads for how much of an article, and for its price, in English. */
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
  price: {
    asks: (label) => `Price: ${label}`,
    value: "Price",
    hint: "VAT included, for instance 12.50.",
    ordinary: (price) => `Ordinary price: ${price}`,
    label: "Name on the receipt (optional)",
    reason: "Reason",
    reasons: ["Damaged", "End of line", "Price on the shelf", "Goodwill"],
    reasonNeeded: "Say why the price changes.",
    above: (rate) =>
      rate === null ? "Another price wants a code of the owner's." : `More than ${rate} from it wants a code of the owner's.`,
    tooFar: (rate) => `You may go ${rate} from the ordinary price at most.`,
    code: "Owner's code",
    codeNeeded: "The owner's code is missing.",
    confirm: "Confirm the price",
  },
};
