/** What is said of codes that the catalogue does not hold as they were scanned. French punctuation keeps its no-break spaces: U+00A0 before a colon. */
import type { Bilingual } from "../../../shared/errors.ts";

export const codes = {
  layout: {
    fr: "Lecture incertaine : scannez d’abord le code de réglage du lecteur",
    en: "Reading unsure: scan the scanner’s setting code first",
  },
  case: { fr: "Un carton : scannez un article, puis dites combien", en: "A case: scan one article, then say how many" },
  expired: { fr: "Date dépassée : non ajouté", en: "Past its date: not added" },
  dated: { fr: "Date dépassée : ajouté, à vérifier", en: "Past its date: added, to be checked" },
  learnt: { fr: "Lecteur réglé", en: "Scanner set" },
} satisfies Readonly<Record<string, Bilingual>>;
