/** The words of articles for what has no article of its own, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export const words = {
  lead:
    "Pour vendre ce qui n’est pas au catalogue\u00a0: un article «\u00a0Divers\u00a0» par taux de TVA, dont la caisse demande le prix.",
  add: (count: number) => count === 1 ? "Créer le «\u00a0Divers\u00a0» qui manque" : `Créer les ${count} «\u00a0Divers\u00a0»`,
  label: (rate: string) => `Divers ${rate}`,
};

export type DiversWords = typeof words;
