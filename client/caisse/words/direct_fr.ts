/** The words of ringing up, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const direct = {
  display: "Afficheur client",
  title: "Vente directe",
  empty: "Touchez un produit ou scannez un article.",
  clear: "Vider",
  pay: (total: string) => `Encaisser ${total}`,
  back: (total: string) => `Rendre ${total}`,
  payEmpty: "Encaisser",
  park: "Mettre en attente",
  parked: (recall: number) => `Ticket mis en attente : n° ${recall}`,
  full: "Ce ticket est plein.",
  multiplier: (quantity: string) => `Quantité ${quantity} × pour le prochain article`,
  discount: "Remise",
  discountLine: (label: string) => `Remise sur ${label}`,
  discountTicket: "Remise sur le ticket",
  discountOf: (amount: string) => `Remise ${amount}`,
  remove: (label: string) => `Retirer ${label}`,
  less: (label: string) => `Un de moins : ${label}`,
  change: (label: string, quantity: string) => `Quantité de ${label}\u00a0: ${quantity}. Changer`,
  more: (label: string) => `Un de plus : ${label}`,
  offline: "Hors ligne : le ticket est gardé ici, le paiement attendra le serveur.",
};
