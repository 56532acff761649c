/** What the shop pays for its articles: apart from them, for every till reads those, and this is the owner's alone. */
import type { Migration } from "../../database/application.ts";

export const costs: Migration = {
  name: "shop/021_costs",
  sql: `
    CREATE TABLE couts_produits (
      produit_id INTEGER PRIMARY KEY REFERENCES produits (id) ON DELETE CASCADE,
      -- Cents without VAT, of one unit as it is sold.
      cout_ht INTEGER NOT NULL CHECK (cout_ht BETWEEN 0 AND 100000000)
    ) STRICT;
  `,
};
