/** The words of the drawer: its report, its count, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const x = {
  till: "Caisse",
  cashier: "Caissier",
  since: "Ouverte",
  at: "Établi",
  sales: "Ventes",
  refunds: "Remboursements",
  moves: (genre: string, total: number) =>
    genre === "ouverture"
      ? "Tiroir ouvert sans vente"
      : `${moves.kinds[genre as keyof typeof moves.kinds]}, ${total < 0 ? "sortie" : "entrée"}`,
  settled: "Comptes réglés",
  blind: "Les montants s’affichent après le comptage : on compte sans savoir.",
  print: "Imprimer",
};

export const moves = {
  title: "Espèces et tiroir",
  direction: "Sens",
  out: "Sortie",
  into: "Entrée",
  kind: "Pour",
  kinds: { banque: "Banque", fournisseur: "Fournisseur", monnaie: "Monnaie", autre: "Autre" },
  reasonHint: "Dépôt du soir, facture du pain…",
  missing: "Choisissez pour quoi, et écrivez un motif.",
  amount: "Tapez un montant",
  submitOut: (amount: string) => `Sortir ${amount}`,
  submitInto: (amount: string) => `Entrer ${amount}`,
  done: (amount: string, out: boolean) =>
    out ? `${amount} sortis du tiroir, inscrits.` : `${amount} entrés dans le tiroir, inscrits.`,
  openDrawer: "Ouvrir le tiroir sans vente",
  print: "Imprimer le bon",
  opened: "Ouverture du tiroir inscrite.",
};

export const openingCount = {
  title: (till: string) => `Ouvrir ${till}\u00a0: compter le fond`,
  lead: "Comptez ce qui est dans le tiroir. S’il y a un écart avec le dernier comptage, le propriétaire le saura.",
  submit: (till: string, total: string) => `Ouvrir ${till} avec ${total}`,
};

export const leftOpen = {
  own: (till: string, since: string) => `Votre caisse ${till} est restée ouverte depuis ${since}\u00a0: comptez-la d’abord.`,
  of: (till: string, by: string, since: string) =>
    `La caisse ${till} est restée ouverte (${by}, depuis ${since}). Reprenez-la en la comptant, ou prévenez ${by}.`,
};

export const takingOver = {
  title: (till: string, by: string) => `Reprendre ${till} à ${by}\u00a0: compter le tiroir`,
  lead: (by: string) => `Votre comptage ferme la session de ${by} et ouvre la vôtre. Les deux noms restent inscrits.`,
  submit: (total: string) => `Reprendre avec ${total}`,
};

export const count = {
  lead: "Comptez à l’aveugle, fond compris : le montant attendu s’affiche ensuite.",
  notes: "Billets",
  coins: "Pièces",
  piece: (value: string) => `Nombre de ${value}`,
  total: "Compté",
  note: "Remarque",
  noteHint: "Facultatif : ce qui explique un écart.",
  submit: "Fermer la caisse",
  waiting: (count: number) =>
    count === 1 ? "1 ticket attend encore dans la file." : `${count} tickets attendent encore dans la file.`,
  direct: "Une vente directe n’est pas terminée.",
  tendered: (money: string) => `${money} déjà donnés par un client sont sur un ticket qui n’est pas payé.`,
  sure: (total: string) => `Fermer avec ${total} comptés ?`,
  sureBody: "Le comptage est gardé pour toujours et ne se corrige pas.",
  recount: "Recompter",
};

export const counted = {
  title: (till: string) => `Caisse ${till} fermée`,
  float: "Fond de départ",
  expected: "Attendu",
  counted: "Compté",
  variance: "Écart",
  exact: "Le compte est juste",
  over: (amount: string) => `${amount} de trop dans le tiroir`,
  under: (amount: string) => `Il manque ${amount}`,
  kept: "Ces chiffres sont gardés avec la journée.",
  done: "Terminer",
};

export const leave = {
  title: (money: string) => `Se déconnecter avec ${money} en main ?`,
  body: "Un client a déjà donné cette somme, et son ticket n’est pas payé. Elle reste avec le ticket.",
  tillTitle: (till: string) => `Se déconnecter avec la caisse ${till} ouverte\u00a0?`,
  tillBody: "Le tiroir n’est pas compté\u00a0: la caisse reste ouverte à votre nom.",
  count: "Compter d’abord",
  stay: "Rester",
  leave: "Se déconnecter",
};
