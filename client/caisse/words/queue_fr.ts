/** The words of the queue, of what leads from it, and of how tickets leave it, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const queue = {
  title: "Tickets en attente",
  count: (count: number) => count === 1 ? "1 ticket" : `${count} tickets`,
  empty: "Aucun ticket en attente",
  emptyBody: "Les tickets envoyés par les vendeurs arrivent ici tout seuls.",
  loading: "Chargement des tickets…",
  lost: "Connexion perdue : cette liste date peut-être.",
  recall: "Numéro de rappel",
  unknownSeller: "Vendeur inconnu",
  take: "Prendre",
  number: (recall: string) => `n° ${recall}`,
  takeNumber: (recall: string) => `Prendre le n° ${recall}`,
  noNumber: (recall: string) => `Aucun ticket n° ${recall} n’attend.`,
  lines: (count: number) => count === 1 ? "1 ligne" : `${count} lignes`,
  training: "Formation",
  notTraining: "Hors formation",
  inYourHand: "Dans vos mains",
  heldBy: (name: string) => `En main : ${name}`,
  holdOver: (name: string) => `Laissé par ${name}`,
  arrived: (recall: string, seller: string, total: string) => `Nouveau ticket n° ${recall}, ${seller}, ${total}`,
  ticket: (recall: string, seller: string, total: string) => `Prendre le ticket n° ${recall}, ${seller}, ${total}`,
  now: "à l’instant",
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number, minutes: number) => `${hours} h ${String(minutes).padStart(2, "0")}`,
};

export const actions = {
  direct: "Vente directe",
  directGoOn: (total: string) => `Vente directe · ${total}`,
  lookup: "Ticket payé",
  x: "Rapport X",
  count: "Fermer la caisse",
  till: (name: string) => `Caisse ${name} ouverte`,
};

export const loss = {
  taken: (number: string) => `${number} a été pris à une autre caisse.`,
  takenBy: (number: string, by: string) => `${by} a pris ${number}.`,
  payee: (number: string) => `${number} a été encaissé ailleurs.`,
  annulee: (number: string) => `${number} a été annulé.`,
  back: (number: string) => `${number} est retourné dans la file.`,
  ticket: (recall: number | null) => recall === null ? "le ticket" : `le ticket n° ${recall}`,
  take: "Le ticket n’a pas pu être pris.",
  payment: "Le paiement n’a pas été accepté : rien n’a été encaissé.",
  add: "L’article n’a pas été ajouté.",
  understood: "Compris",
};

export const strays = {
  told: (articles: string) => `Non ajouté : ${articles}`,
  add: "Ajouter au ticket",
  direct: "Vente directe",
  keep: "Garder pour une vente directe",
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
  break: {
    title: (name: string) => `Reprendre le ticket à ${name}`,
    body: (name: string) => `${name} a ce ticket en main et en sera averti. Le motif reste inscrit.`,
    submit: "Reprendre la main",
    choices: ["Caisse en panne", "Collègue absent", "Le client a changé de caisse"],
  },
  refund: ["Ne convient pas", "Article défectueux", "Erreur de caisse"],
};
