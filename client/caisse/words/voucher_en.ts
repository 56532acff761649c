/** The words of paying by a voucher or a gift card, in English. */
import type * as French from "./voucher_fr.ts";

export const voucher: typeof French.voucher = {
  title: "Pay by voucher or gift card",
  code: "Code",
  hint: "Scan the printed code, or type it: a B and twelve digits.",
  look: "Look up",
  left: "Balance",
  given: (numero, amount) => `Given by ticket ${numero} for ${amount}`,
  elsewhere: (shop) => `Given by ${shop}`,
  used: (shop, amount, when) => `Used in ${shop}, ${when}: ${amount}`,
  anywhere: "Head office does not answer: this voucher could not be checked.",
  use: (amount) => `Use ${amount}`,
  spent: "Nothing is left on it.",
  already: "It is on this ticket already.",
};
