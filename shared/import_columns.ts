/** What a file may bring of each sort, by the names that the wire and the page share. */

export const IMPORT_COLUMNS = {
  produits: [
    "code_barres",
    "libelle",
    "categorie",
    "prix_ttc",
    "prix_libre",
    "tva",
    "cout_ht",
    "titre_restaurant",
    "consigne",
    "suivi_stock",
    "stock",
    "actif",
  ],
  clients: ["nom", "telephone", "email", "adresse", "note"],
  stock: ["code_barres", "libelle", "stock"],
} as const;

export type ImportSort = keyof typeof IMPORT_COLUMNS;
export type ImportColumn = typeof IMPORT_COLUMNS[ImportSort][number];

export const IMPORT_SORTS = Object.keys(IMPORT_COLUMNS) as readonly ImportSort[];
