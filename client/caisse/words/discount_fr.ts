/** The words of a discount, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const discount = {
  percent: "En pour-cent",
  cents: "En euros",
  apply: (amount: string) => `Appliquer ${amount}`,
  none: "Sans remise",
  why: "Motif",
  reasons: ["Article abîmé", "Fin de série", "Client fidèle", "Geste commercial"],
  /** Null: for any at all. */
  above: (rate: string | null) =>
    `${rate === null ? "Pour toute remise" : `Au-delà de ${rate}`}, demandez un code au propriétaire et dites pourquoi.`,
  code: "Code du propriétaire",
  codeNeeded: "Il manque le code du propriétaire.",
};
