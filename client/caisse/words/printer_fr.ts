/** The words of the till's printer, in French. */
export const printer = {
  sent: "envoyé à l’imprimante…",
  out: "imprimé.",
  paperLow: "Bientôt plus de papier.",
  refused: (why: string) => why === "" ? "pas imprimé." : `pas imprimé\u00a0: ${why}.`,
  unknown: "est-il sorti\u00a0? L’imprimante ne l’a pas dit. Un autre sera un duplicata.",
  reasons: {
    absente: "imprimante éteinte ou introuvable",
    papier: "plus de papier",
    capot: "capot ouvert",
    panne: "imprimante en panne",
    hors_ligne: "imprimante hors ligne",
    muette: "l’imprimante ne répond pas",
  } as Readonly<Record<string, string>>,
  again: "Réessayer",
  here: "Imprimer ici",
  seen: "Il est sorti",
  list: "Pas imprimés",
};
