/** The words of the pads for how much of an article, and for its price, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
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
  price: {
    asks: (label: string) => `Prix\u00a0: ${label}`,
    value: "Prix",
    hint: "Prix TTC, par exemple 12,50.",
    ordinary: (price: string) => `Prix ordinaire\u00a0: ${price}`,
    label: "Nom sur le ticket (facultatif)",
    reason: "Motif",
    reasons: ["Article abîmé", "Fin de série", "Prix affiché", "Geste commercial"],
    reasonNeeded: "Dites pourquoi le prix change.",
    /** Null: from the ordinary price at all. */
    above: (rate: string | null) =>
      rate === null
        ? "Pour un autre prix, demandez un code au propriétaire."
        : `Au-delà de ${rate} d’écart, demandez un code au propriétaire.`,
    tooFar: (rate: string) => `Vous pouvez vous écarter du prix ordinaire de ${rate} au plus.`,
    code: "Code du propriétaire",
    codeNeeded: "Il manque le code du propriétaire.",
    confirm: "Valider le prix",
  },
};

export type PadWords = typeof pad;
