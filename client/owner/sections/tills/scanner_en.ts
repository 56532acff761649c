/** The words of scanners and scales' labels, in English. */
import { formatCents } from "../../../../shared/money.ts";
import { formatMeasure } from "../../../../shared/units.ts";
import { lineTotal } from "../../../../shared/vat.ts";
import type { ScannerMessages } from "./scanner_fr.ts";

const REFUSALS = {
  unknown: "no article has this code",
  away: "the server did not answer",
  unsold: "is no longer on sale",
  full: "",
} as const;

export const scanner: ScannerMessages = {
  title: "Scanners and scales’ labels",
  lead:
    "Scales print codes of 13 digits that say the article and its weight, or its price. Give their patterns here, and each article its number on the scale among its codes.",
  printSetting: "Setting code for scanners",
  settingTitle: "Setting of the scanner",
  settingBody:
    "At each till, once signed in, scan this code once: the till learns its scanner’s keyboard, and reads all codes without a doubt from then on.",
  about: (of) => of === "weight" ? "Says the weight" : of === "price" ? "Says the price" : "Says the price in francs",
  remove: "Remove",
  removeOf: (pattern) => `Remove the pattern ${pattern}`,
  pattern: "New pattern",
  patternHint: (usual) =>
    `13 signs: I article, W grams, P cents, F hundredths of francs, V check digit of the price, C last check digit; digits stand for themselves. Such as ${usual}.`,
  none: "No pattern",
  add: "Add the pattern",
  faults: {
    length: "A pattern has 13 signs.",
    letters: "Digits and the letters I, W, P, F, V and C alone.",
    item: "From 3 to 6 I, all together.",
    value: "From 4 to 6 W, P or F, all together, and of one kind.",
    inner: "One V at most, right before 4 or 5 digits of the weight or the price.",
    check: "One C alone, at the end.",
    literals: "It begins with 2 and another digit, or with 02.",
  },
  tryOut: "Try a code out",
  tryOutHint: "Scan or type what a label says.",
  tryIt: "Try it out",
  meaning: (meaning, locale) => {
    if (meaning === "broken") return "A GS1 code that is cut or wrong: it would be refused.";
    if (meaning.trouble !== undefined) {
      const { trouble, label } = meaning;
      const why = typeof trouble === "string" ? REFUSALS[trouble] : trouble[locale];
      return `${label === null ? "" : `${label}, `}refused: ${why}.`;
    }
    const { product, quantity, said, note } = meaning;
    const much = quantity === null ? "" : `, ${formatMeasure(quantity, product.unit, locale)}`;
    const worth = said === undefined || quantity === null ? "" : `, ${formatCents(lineTotal(quantity, said.cents, 0), locale)}`;
    return `${product.label}${much}${worth}.${note === null ? "" : ` ${note[locale]}.`}`;
  },
};
