/** The words of the till's card terminal, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const card = {
  pays: (amount: string) => `Carte\u00a0: ${amount}`,
  goesBack: (amount: string) => `Rendre à la carte\u00a0: ${amount}`,
  atTerminal: "Le client suit le terminal. La réponse arrive ici d’elle-même.",
  hide: "Masquer",
  underWay: (amount: string) => `${amount} au terminal de paiement…`,
  show: "Voir",
  partial: (accepted: string, asked: string) => `La carte n’a payé que ${accepted} sur ${asked}. Le reste se paie autrement.`,
  goOn: "Continuer",
  again: "Redemander au terminal",
  beside: "Carte sans ce terminal",
  check: "À vérifier au terminal",
  look:
    "De l’argent a peut-être été débité. Attendez que le terminal ait fini, regardez son écran ou son ticket, puis dites ce qu’il en est. Rien n’est redemandé avant.",
  lookBack:
    "La carte a peut-être été créditée. Attendez que le terminal ait fini, regardez son écran ou son ticket, puis dites ce qu’il en est.",
  amount: "Montant débité",
  wrong: "Un montant en euros, au plus celui demandé.",
  paid: (amount: string) => `Payé au terminal\u00a0: ${amount}`,
  notPaid: "Rien n’a été débité",
  back: (amount: string) => `Rendu à la carte\u00a0: ${amount}`,
  notBack: "Rien n’a été rendu",
  reverse: "Annuler au terminal",
  credit: "Créditer la carte",
  byHand: "C’est déjà rendu au terminal",
  why: "Motif",
  reasons: ["Le client renonce", "Le client paie autrement", "Erreur de montant"] as readonly string[],
  backHow:
    "Cette carte est débitée\u00a0: son argent repart par le terminal. Un paiement du jour s’annule\u202f; sinon, on crédite la carte.",
  waiting: (count: number) => count === 1 ? "Un paiement par carte vous attend" : `${count} paiements par carte vous attendent`,
  list: "Cartes à vérifier",
  loneCredit: "créditée, sans son remboursement\u00a0: cherchez le ticket et terminez-le",
  kinds: { paiement: "Paiement", credit: "Crédit", annulation: "Annulation" } as Readonly<Record<string, string>>,
  settle: "Régler",
};
