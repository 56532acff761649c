/**
 * Prices that are said at the till: of articles whose price is open, where the catalogue's is what it begins with and 0 means
 * that it must be said; and of any other line, where the ordinary price and a reason stay beside the one that was given.
 */
import type { Migration } from "../../database/application.ts";

/** What a line of an article would cost that comes with another price, and why; NULL where it comes with none. */
const BESIDE = "iif(p.prix_libre = 0 AND NEW.prix_motif IS NOT NULL, nullif(p.prix_ttc, NEW.prix_unitaire_ttc), NULL)";
/** What a line has cost that was changed by hand, before it was. */
const ORDINARY = "coalesce(OLD.prix_ordinaire, OLD.prix_unitaire_ttc)";

export const openPrices: Migration = {
  name: "shop/041_open_prices",
  sql: `
    ALTER TABLE produits ADD COLUMN prix_libre INTEGER NOT NULL DEFAULT 0
      CONSTRAINT produits_prix_libre CHECK (prix_libre IN (0, 1));
    ALTER TABLE lignes_vente ADD COLUMN prix_libre INTEGER NOT NULL DEFAULT 0
      CONSTRAINT lignes_vente_prix_libre CHECK (prix_libre IN (0, 1));
    ALTER TABLE lignes_vente ADD COLUMN prix_motif TEXT
      CHECK (length(trim(prix_motif)) BETWEEN 1 AND 500);
    -- NULL while the price is what it ordinarily is; at that price again a line needs no reason.
    ALTER TABLE lignes_vente ADD COLUMN prix_ordinaire INTEGER
      CONSTRAINT lignes_vente_prix_motif CHECK (prix_ordinaire IS NULL OR prix_motif IS NOT NULL OR prix_unitaire_ttc = prix_ordinaire)
      CONSTRAINT lignes_vente_prix_hors_champ CHECK (prix_ordinaire IS NULL OR nature = 'bien');
    -- How far prices may be changed, in basis points of the ordinary one: by the owner's word on a ticket, and by each role.
    ALTER TABLE ventes ADD COLUMN prix_accord INTEGER NOT NULL DEFAULT 0 CHECK (prix_accord BETWEEN 0 AND 10000);
    ALTER TABLE boutique ADD COLUMN prix_max_vendeur INTEGER NOT NULL DEFAULT 0 CHECK (prix_max_vendeur BETWEEN 0 AND 10000);
    ALTER TABLE boutique ADD COLUMN prix_max_caisse INTEGER NOT NULL DEFAULT 0 CHECK (prix_max_caisse BETWEEN 0 AND 10000);

    DROP TRIGGER lignes_vente_produit;
    DROP TRIGGER lignes_vente_du_catalogue;
    -- As before (026), and whether its price is open.
    CREATE TRIGGER lignes_vente_produit AFTER INSERT ON lignes_vente
    WHEN NEW.libelle IS NULL OR NEW.prix_unitaire_ttc IS NULL OR NEW.tva IS NULL
    BEGIN
      SELECT CASE WHEN p.id IS NULL THEN raise(ABORT, 'lignes_vente: libelle, prix_unitaire_ttc et tva manquent, ou un produit')
        WHEN p.prix_libre = 1 AND p.prix_ttc = 0 AND NEW.prix_unitaire_ttc IS NULL THEN raise(ABORT, 'rule:price_wanted') END
      FROM (SELECT 1) LEFT JOIN produits p ON p.id = NEW.produit_id;
      UPDATE lignes_vente SET (libelle, prix_unitaire_ttc, tva, nature, unite, prix_libre, prix_ordinaire) = (
        SELECT coalesce(NEW.libelle, p.libelle), coalesce(NEW.prix_unitaire_ttc, p.prix_ttc), coalesce(NEW.tva, p.tva),
          iif(NEW.nature = 'bien', p.nature, NEW.nature), p.unite, p.prix_libre, ${BESIDE}
        FROM produits p WHERE p.id = NEW.produit_id)
      WHERE id = NEW.id;
    END;
    CREATE TRIGGER lignes_vente_du_catalogue AFTER INSERT ON lignes_vente
    WHEN NEW.libelle IS NOT NULL AND NEW.prix_unitaire_ttc IS NOT NULL AND NEW.tva IS NOT NULL AND NEW.ligne_origine_id IS NULL
      AND (NEW.prix_motif IS NOT NULL
        OR (SELECT nature <> 'bien' OR unite <> 'piece' OR prix_libre = 1 FROM produits WHERE id = NEW.produit_id))
    BEGIN
      UPDATE lignes_vente SET (nature, unite, prix_libre, prix_ordinaire) =
        (SELECT iif(NEW.nature = 'bien', p.nature, NEW.nature), p.unite, p.prix_libre, ${BESIDE}
        FROM produits p WHERE p.id = NEW.produit_id)
      WHERE id = NEW.id;
    END;

    DROP TRIGGER lignes_vente_hausse;
    -- As before (014), but for a price that was said here: it holds for more of the same.
    CREATE TRIGGER lignes_vente_hausse BEFORE UPDATE OF quantite ON lignes_vente
    WHEN NEW.quantite > OLD.quantite AND NEW.quantite > 0
    BEGIN
      SELECT CASE WHEN actif = 0 THEN raise(ABORT, 'lignes_vente: ce produit ne se vend plus')
        WHEN OLD.prix_libre = 0 AND prix_ttc IS NOT ${ORDINARY} THEN raise(ABORT, 'rule:line_price_changed') END
      FROM produits WHERE id = OLD.produit_id;
    END;
    -- What it would have cost stays beside what it costs; at its ordinary price again it is as if nothing had been.
    CREATE TRIGGER lignes_vente_prix_change AFTER UPDATE OF prix_unitaire_ttc ON lignes_vente
    WHEN NEW.prix_unitaire_ttc <> OLD.prix_unitaire_ttc AND OLD.prix_libre = 0
    BEGIN
      UPDATE lignes_vente SET
        prix_ordinaire = nullif(${ORDINARY}, NEW.prix_unitaire_ttc),
        prix_motif = iif(NEW.prix_unitaire_ttc = ${ORDINARY}, NULL, NEW.prix_motif)
      WHERE id = NEW.id;
    END;

    DROP TRIGGER ventes_finies;
    CREATE TRIGGER ventes_finies BEFORE UPDATE OF
      type, etat, rappel, numero, vendeur_id, caissier_id, caisse, total_ttc, note, cree_le, payee_le, vente_origine_id,
      remise, motif, rappel_jour, bail_jusqua, jour, total_ht, total_tva, formation, numero_formation,
      remise_taux, remise_motif, remise_accord, avant_remises, sous_total, hors_champ, sans_remise, prix_accord
    ON ventes WHEN OLD.etat IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'ventes: une vente payée ou annulée ne change plus'); END;
  `,
};
