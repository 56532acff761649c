/** The words of the tills' card terminals, in French. */
export const terminals = {
  title: "Terminaux de paiement",
  lead:
    "Un terminal Caisse-AP (Concert) du réseau de la boutique\u00a0: la caisse lui demande le montant et garde sa réponse. Sans lui, la carte se saisit à la main.",
  empty: "Aucun terminal\u00a0: la carte se saisit à la main.",
  add: "Ajouter un terminal",
  change: "Modifier",
  remove: "Retirer",
  of: (deed: string, till: string) => `${deed} le terminal de ${till}`,
  removeBody: "Sa carte se saisit de nouveau à la main. Ce qui a été payé reste.",
  till: "Caisse",
  address: "Adresse",
  addressHint: "192.168.1.60, telle qu’il l’affiche. Donnez-lui une adresse fixe.",
  port: "Port",
  identifier: "Identifiant de caisse",
  identifierHint: "12 chiffres, tels que le terminal les attend\u00a0; laissez ceux-ci s’il n’en demande pas.",
  tryOut: "Essayer",
  tryHint: "L’essai envoie une demande sans montant ni opération\u00a0: rien ne peut être débité.",
  trying: "Essai en cours…",
  answers: "Il a répondu comme un terminal Caisse-AP.",
  trials: {
    absent: "Personne ne répond à cette adresse.",
    muet: "Joignable, mais il n’a rien répondu.",
    illisible: "Joignable, mais ce n’est pas du Caisse-AP.",
    arret: "Essai interrompu.",
    perime: "Essai interrompu.",
  } as Readonly<Record<string, string>>,
  waiting: "Paiements par carte qui vous attendent",
  kinds: { paiement: "Paiement", credit: "Crédit", annulation: "Annulation" } as Readonly<Record<string, string>>,
  underWay: "au terminal",
  loneCredit: "Créditée, sans son remboursement\u00a0: terminez-le à la caisse.",
  look: "Regardez le terminal ou son ticket avant de répondre.",
  amount: "Montant débité ou rendu",
  moved: "C’est passé",
  nothing: "Rien n’est passé",
};

export type TerminalMessages = Readonly<typeof terminals>;
