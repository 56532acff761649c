/** The words of what a Z breaks its turnover down by, in French. */
export const details = {
  categories: "Ventes par catégorie",
  category: "Catégorie",
  noCategory: "Sans catégorie",
  lines: "Lignes",
  sellers: "Ventes par vendeur",
  seller: "Vendeur",
  hours: "Ventes par heure",
  hour: "Heure",
  between: (hour: number) => `${hour} h – ${(hour + 1) % 24} h`,
  discounts: "Remises accordées",
  discountKinds: { ligne: "Sur une ligne", ticket: "Sur le ticket", prix: "Prix modifié" } as Readonly<Record<string, string>>,
  vouchers: {
    title: "Avoirs et cartes cadeaux",
    kinds: { avoir: "Avoirs", carte_cadeau: "Cartes cadeaux" } as Readonly<Record<string, string>>,
    movements: { emission: "donnés", utilisation: "utilisés", annulation: "repris" } as Readonly<Record<string, string>>,
    moved: (kind: string, movement: string) => `${kind}, ${movement}`,
  },
  dropped: "Annulations avant encaissement",
  droppedKinds: { ticket: "Tickets", ligne: "Lignes d’un ticket" } as Readonly<Record<string, string>>,
};
