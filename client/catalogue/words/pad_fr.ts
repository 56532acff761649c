/** The words of the pad for how much of an article, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
import type { Unit } from "../../../shared/units.ts";

export const pad = {
  asks: {
    piece: (label: string) => `Quantité\u00a0: ${label}`,
    kg: (label: string) => `Poids\u00a0: ${label}`,
    l: (label: string) => `Litres\u00a0: ${label}`,
    m: (label: string) => `Mètres\u00a0: ${label}`,
  } as Record<Unit, (label: string) => string>,
  hint: "Par exemple 3, ou 0,350 pour un poids.",
  measured: "Par exemple 0,350.",
  value: "Quantité",
  erase: "Effacer le dernier chiffre",
  decimal: "Virgule",
  confirm: "Valider",
};

export type PadWords = typeof pad;
