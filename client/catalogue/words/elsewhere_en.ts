import type { ElsewhereWords } from "./elsewhere_fr.ts";

/** The words of what other shops have, in English. */
export const elsewhere: ElsewhereWords = {
  show: "Stock of the other shops",
  asking: "Head office is being asked…",
  none: "No other shop follows this article.",
  told: (moment) => `as of ${moment}`,
};
