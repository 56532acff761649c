/** What an article is sold by: a piece, a kilo, a litre or a metre; a line keeps what it was sold by. */
import type { Migration } from "../../database/application.ts";
import { UNITS } from "../../../shared/units.ts";

const KNOWN = `IN (${UNITS.map((unit) => `'${unit}'`).join(", ")})`;

export const units: Migration = {
  name: "shop/026_units",
  sql: `
    ALTER TABLE produits ADD COLUMN unite TEXT NOT NULL DEFAULT 'piece' CONSTRAINT produits_unite CHECK (unite ${KNOWN});
    ALTER TABLE lignes_vente ADD COLUMN unite TEXT NOT NULL DEFAULT 'piece' CONSTRAINT lignes_vente_unite CHECK (unite ${KNOWN});

    -- The catalogue says what a product is, and by what it is sold: one look for both. A refund's line is as its origin.
    DROP TRIGGER lignes_vente_nature;
    CREATE TRIGGER lignes_vente_du_catalogue AFTER INSERT ON lignes_vente
    WHEN NEW.ligne_origine_id IS NULL AND (SELECT nature <> 'bien' OR unite <> 'piece' FROM produits WHERE id = NEW.produit_id)
    BEGIN
      UPDATE lignes_vente SET nature = iif(NEW.nature = 'bien', p.nature, NEW.nature), unite = p.unite
      FROM produits p WHERE p.id = NEW.produit_id AND lignes_vente.id = NEW.id;
    END;
  `,
};
