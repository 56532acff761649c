/** The words of scanners and scales' labels, in French. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import type { PatternFault } from "../../../../shared/scale_labels.ts";
import { formatMeasure } from "../../../../shared/units.ts";
import { lineTotal } from "../../../../shared/vat.ts";
import type { Meaning } from "./scanner_work.ts";

const REFUSALS = {
  unknown: "aucun article n’a ce code",
  away: "le serveur n’a pas répondu",
  unsold: "n’est plus en vente",
  full: "",
} as const;

export const scanner = {
  title: "Lecteurs et étiquettes de balance",
  lead:
    "Les balances impriment des codes de 13 chiffres qui disent l’article et son poids, ou son prix. Donnez ici leurs modèles, et à chaque article son numéro de balance parmi ses codes.",
  printSetting: "Code de réglage du lecteur",
  settingTitle: "Réglage du lecteur",
  settingBody:
    "À chaque poste, une fois connecté, scannez ce code une fois\u00a0: le poste apprend le clavier de son lecteur, et lit ensuite tous les codes sans doute.",
  about: (of: "weight" | "price" | "francs"): string =>
    of === "weight" ? "Dit le poids" : of === "price" ? "Dit le prix" : "Dit le prix en francs",
  remove: "Retirer",
  removeOf: (pattern: string) => `Retirer le modèle ${pattern}`,
  pattern: "Nouveau modèle",
  patternHint: (usual: string) =>
    `13 signes\u00a0: I article, W grammes, P centimes, F centimes de franc, V clé du prix, C clé finale\u00a0; les chiffres sont tels quels. Par exemple ${usual}.`,
  none: "Aucun modèle",
  add: "Ajouter le modèle",
  faults: {
    length: "Un modèle a 13 signes.",
    letters: "Seuls des chiffres et les lettres I, W, P, F, V et C.",
    item: "De 3 à 6 I, tous ensemble.",
    value: "De 4 à 6 W, P ou F, tous ensemble, et d’une seule sorte.",
    inner: "Un V au plus, juste avant 4 ou 5 chiffres du poids ou du prix.",
    check: "Un seul C, à la fin.",
    literals: "Il commence par 2 et un autre chiffre, ou par 02.",
  } as Readonly<Record<PatternFault, string>>,
  tryOut: "Essayer un code",
  tryOutHint: "Scannez ou tapez ce que dit une étiquette.",
  tryIt: "Essayer",
  meaning: (meaning: Meaning, locale: Locale): string => {
    if (meaning === "broken") return "Code GS1 coupé ou faux\u00a0: il serait refusé.";
    if (meaning.trouble !== undefined) {
      const { trouble, label } = meaning;
      const why = typeof trouble === "string" ? REFUSALS[trouble] : trouble[locale];
      return `${label === null ? "" : `${label}, `}refusé\u00a0: ${why}.`;
    }
    const { product, quantity, said, note } = meaning;
    const much = quantity === null ? "" : `, ${formatMeasure(quantity, product.unit, locale)}`;
    const worth = said === undefined || quantity === null ? "" : `, ${formatCents(lineTotal(quantity, said.cents, 0), locale)}`;
    return `${product.label}${much}${worth}.${note === null ? "" : ` ${note[locale]}.`}`;
  },
};

export type ScannerMessages = typeof scanner;
