/** The words of what other shops have, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type ElsewhereWords = typeof elsewhere;

export const elsewhere = {
  show: "Stock des autres boutiques",
  asking: "Le siège est interrogé…",
  none: "Aucune autre boutique ne suit cet article.",
  told: (moment: string) => `au ${moment}`,
};
