/** A ticket's VAT is that of its payment: a rate that changes while it waits keeps nobody from selling more of the article. */
import type { Migration } from "../../database/application.ts";

export const rateAtPayment: Migration = {
  name: "shop/014_rate_at_payment",
  sql: `
    DROP TRIGGER lignes_vente_hausse;
    -- The price that was agreed holds for the quantity that was there: more of it is sold at today's, on another line.
    CREATE TRIGGER lignes_vente_hausse BEFORE UPDATE OF quantite ON lignes_vente
    WHEN NEW.quantite > OLD.quantite AND NEW.quantite > 0
    BEGIN
      SELECT CASE WHEN actif = 0 THEN raise(ABORT, 'lignes_vente: ce produit ne se vend plus')
        WHEN prix_ttc IS NOT OLD.prix_unitaire_ttc THEN raise(ABORT, 'rule:line_price_changed') END
      FROM produits WHERE id = OLD.produit_id;
    END;
  `,
};
