/** What an article cost from when on: kept by the writer's guards, so that its page need not search the journal for it. */
import type { Migration } from "../../database/application.ts";

const price = (image: string) => `c.value -> '$.${image}.prix_ttc'`;

export const priceHistory: Migration = {
  name: "shop/073_price_history",
  sql: `
    CREATE TABLE _prix_produits (
      id INTEGER PRIMARY KEY,
      produit_id INTEGER NOT NULL REFERENCES produits (id) ON DELETE CASCADE,
      depuis TEXT NOT NULL,
      -- Cents; NULL where the article was made with its price.
      avant INTEGER,
      prix_ttc INTEGER NOT NULL,
      par_id INTEGER
    ) STRICT;
    CREATE INDEX _prix_produits_par_produit ON _prix_produits (produit_id, id);

    -- What was so far, out of the journal: records of these kinds alone change prices. A text that somebody forged tells nothing.
    INSERT INTO _prix_produits (produit_id, depuis, avant, prix_ttc, par_id)
      SELECT c.value ->> '$.key.id', j.at, c.value ->> '$.before.prix_ttc', c.value ->> '$.after.prix_ttc', j.user_id
      FROM (SELECT DISTINCT seq FROM _journal_rows WHERE table_name = 'produits') r CROSS JOIN _journal j ON j.seq = r.seq,
        json_each(iif(json_valid(j.content), j.content, '{}'), '$.changes') c
      WHERE j.kind IN ('write', 'catalogue', 'import', 'import_annule') AND c.value ->> 'table' = 'produits'
        AND json_type(c.value, '$.after.prix_ttc') = 'integer'
        AND coalesce(json_type(c.value, '$.before.prix_ttc'), 'null') IN ('integer', 'null')
        AND ${price("before")} IS NOT ${price("after")}
        AND EXISTS (SELECT 1 FROM produits WHERE id = c.value ->> '$.key.id')
      ORDER BY j.seq, c.id;
  `,
};
