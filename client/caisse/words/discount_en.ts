/** The words of a discount, in English. */
import type * as French from "./discount_fr.ts";

export const discount: typeof French.discount = {
  percent: "Per cent",
  cents: "In euros",
  apply: (amount) => `Apply ${amount}`,
  none: "No discount",
  why: "Reason",
  reasons: ["Damaged article", "End of line", "Loyal customer", "Gesture of goodwill"],
  above: (rate) => `${rate === null ? "For any discount" : `Beyond ${rate}`}, ask the owner for a code and say why.`,
  code: "The owner's code",
  codeNeeded: "The owner's code is missing.",
};
