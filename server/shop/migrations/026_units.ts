/** What an article is sold by: a piece, a kilo, a litre or a metre; a line keeps what it was sold by. */
import type { Migration } from "../../database/application.ts";
import { UNITS } from "../../../shared/units.ts";

const KNOWN = `IN (${UNITS.map((unit) => `'${unit}'`).join(", ")})`;

export const units: Migration = {
  name: "shop/026_units",
  sql: `
    ALTER TABLE produits ADD COLUMN unite TEXT NOT NULL DEFAULT 'piece' CONSTRAINT produits_unite CHECK (unite ${KNOWN});
    ALTER TABLE lignes_vente ADD COLUMN unite TEXT NOT NULL DEFAULT 'piece' CONSTRAINT lignes_vente_unite CHECK (unite ${KNOWN});

    -- The catalogue says what a product is, by what it is sold, and what of a line was left open: one look, one change.
    DROP TRIGGER lignes_vente_produit;
    CREATE TRIGGER lignes_vente_produit AFTER INSERT ON lignes_vente
    WHEN NEW.libelle IS NULL OR NEW.prix_unitaire_ttc IS NULL OR NEW.tva IS NULL
    BEGIN
      SELECT raise(ABORT, 'lignes_vente: libelle, prix_unitaire_ttc et tva manquent, ou un produit')
      WHERE NOT EXISTS (SELECT 1 FROM produits WHERE id = NEW.produit_id);
      UPDATE lignes_vente SET (libelle, prix_unitaire_ttc, tva, nature, unite) = (
        SELECT coalesce(NEW.libelle, p.libelle), coalesce(NEW.prix_unitaire_ttc, p.prix_ttc), coalesce(NEW.tva, p.tva),
          iif(NEW.nature = 'bien', p.nature, NEW.nature), p.unite
        FROM produits p WHERE p.id = NEW.produit_id)
      WHERE id = NEW.id;
    END;
    -- What comes with its price: nothing is to do for goods by the piece. A refund's line is as its origin.
    CREATE TRIGGER lignes_vente_du_catalogue AFTER INSERT ON lignes_vente
    WHEN NEW.libelle IS NOT NULL AND NEW.prix_unitaire_ttc IS NOT NULL AND NEW.tva IS NOT NULL AND NEW.ligne_origine_id IS NULL
      AND (SELECT nature <> 'bien' OR unite <> 'piece' FROM produits WHERE id = NEW.produit_id)
    BEGIN
      UPDATE lignes_vente SET (nature, unite) =
        (SELECT iif(NEW.nature = 'bien', p.nature, NEW.nature), p.unite FROM produits p WHERE p.id = NEW.produit_id)
      WHERE id = NEW.id;
    END;
  `,
};
