/** What the owner is told of a code that may be stored and is odd all the same. Apart from ean.ts: the tills need no word of it. */
import { isGtin } from "./ean.ts";
import type { Bilingual } from "./errors.ts";

/** What is odd about digits that are stored as they are, for the owner to look at again; null when nothing is. */
export function codeWarning(code: string): Bilingual | null {
  const digits = code.trim();
  if (/^\d{11}$/.test(digits)) {
    return isGtin(`0${digits}`)
      ? {
        fr: `11 chiffres : un tableur a sans doute ôté le 0 du début, le lecteur enverra 0${digits}`,
        en: `11 digits: a spreadsheet has probably taken the 0 off its front, the scanner will send 0${digits}`,
      }
      : {
        fr: "11 chiffres : il en manque sans doute un, les codes du commerce en ont 8, 12, 13 ou 14",
        en: "11 digits: one is probably missing, codes of goods have 8, 12, 13 or 14",
      };
  }
  if (!/^(?:\d{8}|\d{14})$/.test(digits) || isGtin(digits)) return null;
  return {
    fr: "Le dernier chiffre ne va pas avec les autres : comparez avec l’étiquette",
    en: "The last digit does not fit the others: compare it with the label",
  };
}
