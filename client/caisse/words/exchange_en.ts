/** The words of an exchange, in English. */
import type * as French from "./exchange_fr.ts";

export const exchange: typeof French.exchange = {
  start: "Exchange",
  returned: "Returned",
  of: (number) => `returned from ${number}`,
  drop: (label) => `Do not take back: ${label}`,
};
