/** Deliveries with their supplier and cost, counts as of a moment, and from when on an article is to be ordered. */
import type { Migration } from "../../database/application.ts";

export const stock: Migration = {
  name: "shop/039_stock",
  sql: `
    -- What a supplier brought at once; its goods are movements.
    CREATE TABLE livraisons (
      id INTEGER PRIMARY KEY,
      fournisseur TEXT NOT NULL DEFAULT '' CHECK (length(fournisseur) <= 200),
      -- What the supplier calls it.
      reference TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 100),
      par_id INTEGER REFERENCES equipe (id),
      recue_le TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER livraisons_changent BEFORE UPDATE ON livraisons
    BEGIN SELECT raise(ABORT, 'rule:delivery_kept'); END;
    CREATE TRIGGER livraisons_restent BEFORE DELETE ON livraisons
    BEGIN SELECT raise(ABORT, 'rule:delivery_kept'); END;

    ALTER TABLE mouvements_stock ADD COLUMN livraison_id INTEGER REFERENCES livraisons (id);
    -- Cents without VAT, of one unit as it is sold: what this delivery cost.
    ALTER TABLE mouvements_stock ADD COLUMN cout_ht INTEGER CHECK (cout_ht BETWEEN 0 AND 100000000);
    -- Of a count: how much was there, and when that was seen, RFC 3339.
    ALTER TABLE mouvements_stock ADD COLUMN compte INTEGER;
    ALTER TABLE mouvements_stock ADD COLUMN compte_le TEXT;
    CREATE INDEX mouvements_stock_livraison ON mouvements_stock (livraison_id) WHERE livraison_id IS NOT NULL;
    CREATE INDEX mouvements_stock_compte ON mouvements_stock (produit_id, compte_le) WHERE compte_le IS NOT NULL;

    CREATE TABLE seuils_stock (
      produit_id INTEGER PRIMARY KEY REFERENCES produits (id) ON DELETE CASCADE,
      -- Thousandths: with that much or less of it, it is to be ordered.
      seuil INTEGER NOT NULL CHECK (seuil BETWEEN 0 AND 1000000000)
    ) STRICT;
  `,
};
