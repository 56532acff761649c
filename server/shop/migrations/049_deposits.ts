/**
 * Deposits that come back: bottles are returned wherever they were bought, so that their line is negative and names no ticket. An
 * article may name the deposit that is sold with it. What tickets took and gave back of what is outside VAT is kept apart.
 */
import type { Migration } from "../../database/application.ts";

/** What a ticket comes to says which it is; a refund of a ticket is one whatever it comes to. */
const TYPE = "iif(NEW.total_ttc < 0, 'avoir', 'vente')";
/** No price but the catalogue's: it would be the till's to say how much is paid out. */
const RETURNABLE = "SELECT 1 FROM produits WHERE id = NEW.produit_id AND nature = 'consigne' AND prix_libre = 0";

export const deposits: Migration = {
  name: "shop/049_deposits",
  // Not by ALTER TABLE, which knows no constraints before SQLite 3.53: older runtimes go on with their shop.
  lifts: { ventes: "CONSTRAINT ventes_total CHECK (type = 'avoir' OR total_ttc >= 0)" },
  sql: `
    ALTER TABLE produits ADD COLUMN consigne_id INTEGER REFERENCES produits (id)
      CONSTRAINT produits_consigne_d_un_bien CHECK (consigne_id IS NULL OR nature = 'bien');
    CREATE INDEX produits_consigne ON produits (consigne_id) WHERE consigne_id IS NOT NULL;
    CREATE TRIGGER produits_consigne_ajout AFTER INSERT ON produits WHEN NEW.consigne_id IS NOT NULL
    BEGIN SELECT raise(ABORT, 'rule:product_deposit') WHERE (SELECT nature FROM produits WHERE id = NEW.consigne_id) IS NOT 'consigne'; END;
    CREATE TRIGGER produits_consigne_change AFTER UPDATE OF consigne_id ON produits WHEN NEW.consigne_id IS NOT NULL
    BEGIN SELECT raise(ABORT, 'rule:product_deposit') WHERE (SELECT nature FROM produits WHERE id = NEW.consigne_id) IS NOT 'consigne'; END;

    CREATE TRIGGER lignes_vente_reprise AFTER INSERT ON lignes_vente WHEN NEW.quantite < 0 AND NEW.ligne_origine_id IS NULL
    BEGIN
      SELECT raise(ABORT, 'rule:line_negative') WHERE NOT EXISTS (${RETURNABLE});
      SELECT raise(ABORT, 'rule:line_outside_discount') WHERE NEW.remise <> 0;
    END;
    -- What was agreed holds for what was there, as it does for what is sold (007).
    CREATE TRIGGER lignes_vente_reprise_change AFTER UPDATE OF quantite, remise, produit_id ON lignes_vente
    WHEN NEW.quantite < 0 AND NEW.ligne_origine_id IS NULL
    BEGIN
      SELECT raise(ABORT, 'rule:line_negative') WHERE NOT EXISTS (${RETURNABLE});
      SELECT raise(ABORT, 'rule:line_outside_discount') WHERE NEW.remise <> 0;
      SELECT raise(ABORT, 'rule:line_price_changed') FROM produits
      WHERE id = NEW.produit_id AND NEW.quantite < OLD.quantite AND prix_ttc IS NOT NEW.prix_unitaire_ttc;
    END;

    -- What comes back may be more than what is bought; a discount is no more than that. A CHECK cannot follow the total.
    CREATE TRIGGER ventes_sens AFTER UPDATE OF total_ttc ON ventes WHEN NEW.total_ttc < 0 OR NEW.type = 'avoir'
    BEGIN
      SELECT raise(ABORT, 'rule:ticket_discount_exceeds') WHERE NEW.remise > NEW.sous_total - NEW.sans_remise;
      UPDATE ventes SET type = ${TYPE} WHERE id = NEW.id AND type <> ${TYPE} AND vente_origine_id IS NULL;
    END;

    -- Cents of it that were given back; what was taken is the rest.
    ALTER TABLE ventes_hors_champ ADD COLUMN rendu INTEGER NOT NULL DEFAULT 0 CHECK (rendu >= 0);
    DROP TRIGGER ventes_hors_champ_changent;
    UPDATE ventes_hors_champ AS h SET rendu = (SELECT coalesce(0 - sum(l.total_ttc), 0) FROM lignes_vente l
      WHERE l.vente_id = h.vente_id AND l.nature = h.nature AND l.quantite < 0);
    CREATE TRIGGER ventes_hors_champ_changent BEFORE UPDATE ON ventes_hors_champ
    BEGIN SELECT raise(ABORT, 'rule:ticket_outside_fixed'); END;
  `,
};
