/** What is said of codes that the catalogue does not hold as they were scanned. French punctuation keeps its no-break spaces: U+00A0 before a colon. */
import type { Bilingual } from "../../../shared/errors.ts";

export const codes = {
  layout: {
    fr: "Lecture incertaine : scannez le code de réglage",
    en: "Reading unsure: scan the setting code",
  },
  misread: { fr: "Code mal lu : scannez encore une fois", en: "Misread: scan again" },
  case: { fr: "Un carton : scannez un article, puis dites combien", en: "A case: scan one article, then say how many" },
  expired: { fr: "Date dépassée : non ajouté", en: "Past its date: not added" },
  dated: { fr: "Date dépassée : ajouté, à vérifier", en: "Past its date: added, check it" },
  empty: { fr: "Étiquette vide : poids ou prix à 0", en: "Empty label: weight or price is 0" },
  unweighed: {
    fr: "Étiquette au poids : l’article ne se pèse pas",
    en: "Label by weight: the article is not weighed",
  },
  priced: {
    fr: "Le prix de ce code GS1 ne se lit pas : prenez l’article à la main",
    en: "A GS1 price is not read: take the article by hand",
  },
  learnt: { fr: "Lecteur réglé", en: "Scanner set" },
} satisfies Readonly<Record<string, Bilingual>>;
