/** The words of the queue, and of what leads from it, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

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
  noneToday: (recall: string) => `Aucun ticket n° ${recall} d’aujourd’hui n’attend. Est-ce celui-ci\u00a0?`,
  lines: (count: number) => count === 1 ? "1 ligne" : `${count} lignes`,
  training: "Formation",
  notTraining: "Hors formation",
  whyTraining: "Seule une personne en formation peut le prendre.",
  whyNotTraining: "Vous êtes en formation : vous ne prenez que les tickets de formation.",
  inYourHand: "Dans vos mains",
  heldBy: (name: string) => `En main : ${name}`,
  holdOver: (name: string) => `Laissé par ${name}`,
  arrived: (recall: string, seller: string, total: string) => `Nouveau ticket n° ${recall}, ${seller}, ${total}`,
  /** Named as it is shown: `n° 2`, `hier 2`. */
  ticket: (named: string, seller: string, total: string) => `Prendre le ticket ${named}, ${seller}, ${total}`,
  now: "à l’instant",
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number, minutes: number) => `${hours} h ${String(minutes).padStart(2, "0")}`,
};

export const actions = {
  direct: "Vente directe",
  directGoOn: (total: string) => `Vente directe · ${total}`,
  lookup: "Ticket payé",
  moves: "Entrée, sortie",
  accounts: "Comptes clients",
  x: "Rapport X",
  count: "Fermer la caisse",
  till: (name: string) => `Caisse ${name} ouverte`,
};
