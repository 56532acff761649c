/** The words of what a drawer did besides sales, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
import { receiptFr } from "../../../../shared/receipt/words_fr.ts";

export const drawer = {
  moves: "Mouvements d’espèces",
  kind: "Genre",
  kinds: receiptFr.cashMoves,
  into: (kind: string) => `${kind}, entrée`,
  out: (kind: string) => `${kind}, sortie`,
  openings: "Écarts à l’ouverture",
  openingsOf: "Ouvertures",
  allowed: "Espèces au-delà du plafond",
  tickets: "Tickets accordés",
  lastCount: "Dernier comptage",
  difference: "Écart à l’ouverture",
};
