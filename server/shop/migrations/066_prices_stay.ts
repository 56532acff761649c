/** A price that a line has is changed, never taken away: what compares prices finds nothing in a line that has none. */
import type { Migration } from "../../database/application.ts";

export const pricesStay: Migration = {
  name: "shop/066_prices_stay",
  sql: `
    CREATE TRIGGER lignes_vente_prix_reste BEFORE UPDATE OF prix_unitaire_ttc ON lignes_vente
    WHEN OLD.prix_unitaire_ttc IS NOT NULL AND NEW.prix_unitaire_ttc IS NULL
    BEGIN SELECT raise(ABORT, 'rule:price_wanted'); END;
  `,
};
