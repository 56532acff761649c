/** A sale's receipt for a test, and what can be read on it. */
import type { ReceiptData } from "../../shared/receipt/receipt.ts";

export const SALE: ReceiptData = {
  type: "vente",
  numero: "C1-000123",
  date: "2026-11-21T23:30:59.999Z",
  caisse: "C1",
  vendeur: "Lucie Bernard",
  caissier: "Camille Moreau",
  boutique: {
    nom: "Épicerie du Comptoir",
    adresse: "12 rue des Halles\n35000 Rennes",
    telephone: "02 61 91 12 34",
    siret: "123 456 789 00012",
    tva_intracommunautaire: "FR12123456789",
    message: "Merci et à bientôt",
  },
  lignes: [
    { libelle: "Pommes Gala (kg)", quantite: 1_235, prix_unitaire_ttc: 279, remise: 0, tva: 550, total_ttc: 345 },
    { libelle: "Lampe", quantite: 2_000, prix_unitaire_ttc: 2_000, remise: 400, tva: 2_000, total_ttc: 3_600 },
  ],
  remise: 145,
  total_ttc: 3_800,
  total_ht: 3_205,
  total_tva: 595,
  taux: [{ taux: 550, ttc: 332, ht: 315, tva: 17 }, { taux: 2_000, ttc: 3_468, ht: 2_890, tva: 578 }],
  paiements: [{ mode: "carte", montant: 1_800, rendu: 0 }, { mode: "especes", montant: 2_500, rendu: 500 }],
  rendu: 500,
  numero_origine: null,
  motif: null,
  logiciel: "Comptoir 0.1.0",
  signature: "aB3_",
  duplicata: null,
};

/** What a reader sees, blanks made plain, one line per row. */
export function text(html: string): string {
  return html.slice(html.indexOf("<body")).replaceAll(/<\/t[dh]>/g, " ").replaceAll(/<[^>]*>/g, "").replaceAll(/&#39;/g, "'")
    .replaceAll(/&amp;/g, "&").replaceAll(/[^\S\n]+/g, " ").replaceAll(/ +\n/g, "\n");
}
