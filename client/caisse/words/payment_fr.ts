/** The words of paying, and of what comes after, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const pay = {
  title: (recall: number | null) => recall === null ? "Vente directe" : `Ticket n° ${recall}`,
  by: (seller: string) => `par ${seller}`,
  total: "Total",
  due: "Reste à payer",
  change: "À rendre",
  even: "Le compte est bon",
  given: "Reçu",
  takeOff: (mode: string, amount: string) => `Retirer ${mode} ${amount}`,
  exact: "Exact",
  entry: "Montant saisi",
  modes: "Moyen de paiement",
  notes: "Espèces reçues",
  submit: "Encaisser",
  submitChange: (change: string) => `Encaisser · rendre ${change}`,
  submitCash: (amount: string) => `Encaisser ${amount} en espèces`,
  add: (amount: string) => `Ajouter ${amount} en espèces`,
  free: "Valider le ticket à 0 €",
  sure: (change: string) => `Rendre ${change} ? Si c'est bien cela, validez encore une fois.`,
  tooMuch: "Seules les espèces peuvent dépasser le reste à payer.",
  offline: "Hors ligne : pas de paiement",
  giveBack: "Rendre à la file",
  cancelTicket: "Annuler le ticket",
  stale: "Le ticket a changé : voici ce qu’il est maintenant. Vérifiez avec le client, puis encaissez.",
  discount: "Remise sur le ticket",
  sending: "Encaissement…",
};

export const certain = {
  encaisser: (amount: string) => `Paiement de ${amount}`,
  rembourser: (amount: string) => `Remboursement de ${amount}`,
  ouvrir: "Ouverture de la caisse",
  fermer: "Fermeture de la caisse",
  lost: "La réponse du serveur n’est pas arrivée",
  lostBody: "On la redemande sans cesse, sous le même numéro : rien ne sera encaissé deux fois. Ne recommencez pas l’opération.",
  again: "Demander maintenant",
};

export const paid = {
  title: "Payé",
  already: "Ce ticket était déjà encaissé. Voici son reçu : rien n’a été pris une seconde fois.",
  refunded: "Remboursé",
  change: "À rendre",
  refund: "À remettre au client",
  noChange: "Rien à rendre",
  print: "Imprimer le reçu",
  copy: "Imprimer un duplicata",
  next: "Ticket suivant",
  width: "Papier",
  preview: "Reçu",
};
