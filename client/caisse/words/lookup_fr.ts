/** The words of paid tickets, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const lookup = {
  lead: "Le numéro imprimé sur le reçu, par exemple C1-000123. Pour cette caisse, 123 suffit.",
  number: "Numéro du ticket",
  find: "Chercher",
  none: (number: string) => `Aucun ticket payé ne porte le numéro ${number}.`,
  paidAt: (moment: string) => `Payé le ${moment}`,
  isRefund: "C’est un avoir : il ne se rembourse pas.",
  all: "Tout rembourser",
  nothing: "Ne rien rembourser",
  gone: "Déjà remboursé",
  left: (quantity: string) => `reste ${quantity}`,
  total: "À rembourser",
  by: "Remis au client en",
  code: "Code du propriétaire",
  submit: (amount: string) => `Rembourser ${amount}`,
  submitEmpty: "Choisissez ce qui revient",
  duplicate: "Duplicata",
  another: "Autre ticket",
  pieces: (label: string) => `Quantité à rembourser : ${label}`,
  less: (label: string) => `Un de moins : ${label}`,
  more: (label: string) => `Un de plus : ${label}`,
};
