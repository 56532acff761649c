/** What may be changed of many articles at once; the stock moves by its own command, with its reason. */
export const BATCH_COLUMNS = [
  "libelle",
  "code_barres",
  "categorie_id",
  "prix_ttc",
  "tva",
  "unite",
  "prix_libre",
  "titre_restaurant",
  "consigne_id",
  "suivi_stock",
  "actif",
] as const;
export type BatchColumn = typeof BATCH_COLUMNS[number];
