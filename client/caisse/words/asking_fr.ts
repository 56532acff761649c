/** The words of what happens to a ticket in hand, and of the reasons that are asked for, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const loss = {
  taken: (number: string) => `${number} a été pris à une autre caisse.`,
  takenBy: (number: string, by: string) => `${by} a pris ${number}.`,
  payee: (number: string) => `${number} a été encaissé ailleurs.`,
  annulee: (number: string) => `${number} a été annulé.`,
  back: (number: string) => `${number} est retourné dans la file.`,
  ticket: (recall: string | null) => recall === null ? "le ticket" : `le ticket n° ${recall}`,
  take: "Le ticket n’a pas pu être pris.",
  payment: "Le paiement n’a pas été accepté : rien n’a été encaissé.",
  add: "L’article n’a pas été ajouté.",
  change: "Le ticket n’a pas été changé.",
  drawer: "Le tiroir est resté ouvert\u00a0: fermez-le.",
  charged: "Un paiement déjà fait (carte, chèque, titre) est sur ce ticket : retirez-le d’abord, à l’écran de paiement.",
  tender: "Un paiement déjà fait n’a pas pu être gardé avec son ticket.",
  understood: "Compris",
};

export const paying = {
  rates: (changes: string) => `TVA changée depuis l’ajout, le prix reste : ${changes}`,
};

export const strays = {
  told: (articles: string) => `Non ajouté : ${articles}`,
  add: "Ajouter au ticket",
  direct: "Vente directe",
  keep: "Garder pour une vente directe",
};

export const correct = {
  open: "Corriger le paiement",
  title: (number: string) => `Corriger le paiement de ${number}`,
  body: "Le ticket reste comme il est\u00a0; la correction est inscrite à côté et compte dans la caisse et la clôture.",
  from: "Encaissé en",
  to: "C’était en",
  needed: "Choisissez les deux moyens de paiement et un motif.",
  submit: "Corriger",
};

export const reasons = {
  label: "Motif",
  other: "Autre motif",
  needed: "Choisissez ou écrivez un motif.",
  giveBack: {
    title: "Rendre le ticket à la file",
    submit: "Rendre",
    choices: ["Le client complète ses achats", "Le client cherche son moyen de paiement", "Mauvais ticket"],
  },
  cancel: {
    title: "Annuler le ticket",
    body: "Le ticket disparaît de la file. L’annulation reste inscrite.",
    submit: "Annuler le ticket",
    choices: ["Le client est parti", "Erreur de saisie", "Ticket en double"],
  },
  takeOff: {
    title: (title: string) => title,
    body: "Ce paiement est déjà fait : annulez-le sur le terminal, ou rendez-le au client. Le motif reste inscrit.",
    submit: "Retirer",
    choices: ["Erreur de saisie", "Refusé par le terminal", "Le client paie autrement"],
  },
  break: {
    title: (name: string) => `Reprendre le ticket à ${name}`,
    body: (name: string) => `${name} a ce ticket en main et en sera averti. Le motif reste inscrit.`,
    submit: "Reprendre la main",
    choices: ["Caisse en panne", "Collègue absent", "Le client a changé de caisse"],
  },
  openDrawer: {
    title: "Ouvrir le tiroir sans vente",
    body: "L’ouverture reste inscrite, avec son motif.",
    submit: "Inscrire",
    choices: ["Faire la monnaie", "Vérifier le tiroir", "Rouleau de pièces"],
  },
  cancelSettlement: {
    title: "Annuler le règlement",
    body: "Ce que le client doit redevient ce que c’était. Le règlement et son annulation restent inscrits.",
    submit: "Annuler le règlement",
    choices: ["Erreur de saisie", "Mauvais client", "Le client paie autrement"],
  },
  correct: ["Carte tapée en espèces", "Espèces tapées en carte", "Mauvaise touche"],
  refund: ["Ne convient pas", "Article défectueux", "Erreur de caisse"],
};

export const certain = {
  encaisser: (amount: string) => `Paiement de ${amount}`,
  rembourser: (amount: string) => `Remboursement de ${amount}`,
  mouvement: (amount: string) => `Mouvement de ${amount}`,
  regler: (amount: string) => `Règlement de ${amount}`,
  ouvrir: "Ouverture de la caisse",
  fermer: "Fermeture de la caisse",
  relever: "Reprise de la caisse",
  lost: "La réponse du serveur n’est pas arrivée",
  lostBody: "On la redemande sans cesse, sous le même numéro : rien ne sera encaissé deux fois. Ne recommencez pas l’opération.",
  again: "Demander maintenant",
};
