/** The words of choosing what a device shows first, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type OwnWords = typeof own;

export const own = {
  lead: "Touchez les articles à montrer en premier ici.",
  ownersToo: "Favori de la boutique",
  more: (count: number) => `Encore ${count.toLocaleString("fr-FR")}\u00a0: cherchez par le nom.`,
};
