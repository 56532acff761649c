/** The words of what a till's printer puts out besides receipts, in French. */
import { receiptFr } from "../../../../shared/receipt/words_fr.ts";

export const reportsFr = {
  x: "RAPPORT X",
  since: "Ouverte le",
  at: "Établi le",
  sales: "Ventes",
  refunds: "Remboursements",
  moves: "Sans vente",
  settled: "Comptes réglés",
  blind: "Sans montants : on compte sans savoir.",
  kinds: receiptFr.cashMoves,
  into: "ENTRÉE D'ESPÈCES",
  out: "SORTIE D'ESPÈCES",
  opened: "TIROIR OUVERT",
  event: "Événement n°",
  sign: "Signature de la personne :",
  gift: "TICKET CADEAU",
  giftNote: "Sans prix. À présenter pour un échange.",
};

export type ReportWords = typeof reportsFr;
