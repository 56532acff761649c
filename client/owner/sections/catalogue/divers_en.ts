/** The words of articles for what has no article of its own, in English. */
import type { DiversWords } from "./divers_fr.ts";

export const words: DiversWords = {
  lead: "To sell what is not in the catalogue: one article “Sundries” for each rate of VAT, whose price the till asks for.",
  add: (count) => count === 1 ? "Make the “Sundries” that is missing" : `Make the ${count} “Sundries”`,
  label: (rate) => `Sundries ${rate}`,
};
