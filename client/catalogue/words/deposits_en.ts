/** The words of counting bottles that are brought back, in English. */
import type { DepositsWords } from "./deposits_fr.ts";

export const deposits: DepositsWords = {
  title: "Deposits brought back",
  less: (label: string) => `One less: ${label}`,
  more: (label: string) => `One more: ${label}`,
  confirm: (worth: string) => `Give back ${worth}`,
  full: "The ticket is full: the bottles above are not on it yet. Take them back on the next ticket.",
};
