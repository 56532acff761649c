/** Sums that are kept up by triggers: a table, what its rows stand for, what they add up. */
export interface Summary {
  readonly table: string;
  readonly keys: readonly string[];
  readonly sums: readonly string[];
}

export const DAYS: Summary = {
  table: "_ventes_jours",
  keys: ["jour"],
  sums: ["tickets", "avoirs", "ttc", "rembourse", "ht", "tva", "cout", "ht_couvert"],
};
export const QUARTERS: Summary = {
  table: "_ventes_quarts",
  keys: ["jour", "quart", "caisse", "vendeur_id", "caissier_id"],
  sums: ["tickets", "avoirs", "ttc", "rembourse"],
};
export const MEANS: Summary = { table: "_ventes_modes", keys: ["jour", "mode"], sums: ["montant"] };
export const ARTICLES: Summary = {
  table: "_ventes_articles",
  keys: ["jour", "produit_id"],
  sums: ["quantite", "ttc", "ht", "cout", "ht_couvert"],
};

/** Adds what a query finds row by row: neither a day nor ten years of them need be held at once. */
export const sum = ({ table, keys, sums }: Summary, select: string) => `
      INSERT INTO ${table} (${[...keys, ...sums].join(", ")}) ${select}
      ON CONFLICT DO UPDATE SET ${sums.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(", ")};`;
