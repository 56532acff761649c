/** Columns of a sale that the database keeps: whoever gives one is refused. */
export const KEPT = [
  "numero",
  "total_ttc",
  "rappel",
  "caissier_id",
  "caisse",
  "payee_le",
  "version",
  "cree_le",
  "modifie_le",
  "vente_origine_id",
];
