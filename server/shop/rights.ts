/** Who may do what with the shop's tables, by SQL. What is not named here is refused, or not even seen. */
import type { Rights } from "../database/application.ts";

const READ = {} as const;
const ALL = { insert: "all", update: "all", delete: true } as const;

/** An amount or a rate, and why. How far it may go is a matter of guards.ts. */
const DISCOUNT = ["remise", "remise_taux", "remise_motif"] as const;
/** What a person gives when making a sale; the rest is kept by the database or set by commands. */
const SALE = {
  insert: ["id", "type", "etat", "vendeur_id", "client_id", "note"],
  update: ["etat", "client_id", "note"],
} as const;
/** What a till may change of a line besides its price. */
export const LINE_CHANGES = ["quantite", ...DISCOUNT, "position"] as const;
/** A price that is changed by hand, and why. */
const PRICE = ["prix_unitaire_ttc", "prix_motif"] as const;
const LINE = {
  insert: ["id", "vente_id", "produit_id", "libelle", "quantite", ...PRICE, ...DISCOUNT, "tva", "position", "etiquette"],
  update: [...LINE_CHANGES, ...PRICE],
  delete: true,
} as const;
/** Cashiers discount tickets as well as lines. */
const CASHIER_SALE = { insert: [...SALE.insert, ...DISCOUNT], update: [...SALE.update, ...DISCOUNT] } as const;
const CUSTOMER = { insert: ["id", "nom", "telephone", "email", "adresse", "note", "siren"] } as const;

export const RIGHTS: Rights = {
  equipe: {
    vendeur: READ,
    caisse: READ,
    administrateur: { insert: ["id", "nom", "role", "actif"], update: ["nom", "role", "actif"], delete: true },
  },
  categories: { vendeur: READ, caisse: READ, administrateur: ALL },
  produits: { vendeur: READ, caisse: READ, administrateur: ALL },
  codes_produits: { vendeur: READ, caisse: READ, administrateur: ALL },
  // What the shop paid is nobody else's: a table is seen whole or not at all.
  couts_produits: { administrateur: { insert: ["produit_id", "cout_ht"], update: ["cout_ht"], delete: true } },
  clients: {
    vendeur: CUSTOMER,
    caisse: { ...CUSTOMER, update: ["nom", "telephone", "email", "adresse", "note", "siren"] },
    administrateur: ALL,
  },
  consentements: { caisse: READ, administrateur: READ },
  factures_demandees: { administrateur: READ },
  imports: { administrateur: READ },
  imports_colonnes: { administrateur: ALL },
  ventes: { vendeur: SALE, caisse: CASHIER_SALE, administrateur: READ },
  lignes_vente: { vendeur: LINE, caisse: LINE, administrateur: READ },
  boutique: {
    vendeur: READ,
    caisse: READ,
    administrateur: {
      update: [
        "nom",
        "adresse",
        "telephone",
        "siret",
        "tva_intracommunautaire",
        "message",
        "rendu_confirme",
        "especes_max",
        "titre_restaurant_max",
        "remise_max_vendeur",
        "remise_max_caisse",
        "prix_max_vendeur",
        "prix_max_caisse",
        "heure_cloture",
        "recu",
        "regime_tva",
        "activite",
        "matricule_pa",
        "verrou_ticket",
        "verrou_minutes",
        "numeros_retrait",
        "bons_chaine",
        "bons_hors_ligne",
      ],
    },
  },
  caisses: {
    vendeur: READ,
    caisse: READ,
    administrateur: {
      update: [
        ...["libelle", "active", "codes_pin", "imprimante_id", "balance", "tiroir_ferme"],
        ...["terminal_adresse", "terminal_port", "terminal_identifiant"],
      ],
    },
  },
  modeles_etiquettes: { vendeur: READ, caisse: READ, administrateur: { insert: ["modele"], delete: true } },
  imprimantes: { administrateur: ALL },
  // What head office published, and what it says of its articles, is the owner's; what tills are to show is everybody's.
  publications: { administrateur: READ },
  articles_siege: { administrateur: READ },
  colonnes_libres: { administrateur: READ },
  personnes_siege: { administrateur: READ },
  annonces: { vendeur: READ, caisse: READ, administrateur: READ },
  retraits: { vendeur: READ, caisse: READ, administrateur: READ },
  // By a drawer's prints one could tell which tickets were paid in cash: a till asks for its own.
  impressions: { administrateur: READ },
  // A cashier counts blind. Every till reads each ticket, its total and who took it: what she took in all can be added up.
  // Hidden are the means of payment, without which nobody knows what of it is in the drawer, and which session's drawer
  // it is. A receipt tells the means: it is answered to who took the money, or as a copy that is numbered and signed.
  paiements: { administrateur: READ },
  paiements_annonces: { administrateur: READ },
  // A till asks for its own.
  operations_carte: { administrateur: READ },
  corrections_paiement: { administrateur: READ },
  encaissements: { administrateur: READ },
  sessions_caisse: { administrateur: READ },
  ventes_tva: { administrateur: READ },
  ventes_hors_champ: { administrateur: READ },
  mouvements_caisse: { administrateur: READ },
  especes_accordees: { administrateur: READ },
  // Whoever has a code has its money: a till asks for one at a time.
  bons: { administrateur: READ },
  mouvements_bon: { administrateur: READ },
  bons_ailleurs: { administrateur: READ },
  reservations_bon: { administrateur: READ },
  mouvements_stock: { administrateur: READ },
  livraisons: { administrateur: READ },
  transferts: { administrateur: READ },
  lignes_transfert: { administrateur: READ },
  seuils_stock: { administrateur: { insert: ["produit_id", "seuil"], update: ["seuil"], delete: true } },
  // A till tells a customer what is left; by what means an account was settled is in its drawer.
  comptes_clients: { caisse: READ, administrateur: READ },
  mouvements_compte: { administrateur: READ },
  clients_fusionnes: { administrateur: READ },
  clotures: { administrateur: READ },
  fuseaux: { administrateur: READ },
  taux_tva: { administrateur: READ },
  comptes_comptables: { administrateur: { insert: ["cle", "numero", "libelle"], update: ["numero", "libelle"], delete: true } },
  journal_fiscal: { administrateur: READ },
};
