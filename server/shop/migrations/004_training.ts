/** Training that is recorded and counts nowhere; every change of stock has its movement; customers that turn out to be one. */
import type { Migration } from "../../database/application.ts";

export const training: Migration = {
  name: "shop/004_training",
  sql: `
    ALTER TABLE equipe ADD COLUMN formation INTEGER NOT NULL DEFAULT 0 CHECK (formation IN (0, 1));
    ALTER TABLE sessions_caisse ADD COLUMN formation INTEGER NOT NULL DEFAULT 0 CHECK (formation IN (0, 1));
    -- A training ticket has no legal number and no day: totals, by which closings gather, cannot find it.
    ALTER TABLE ventes ADD COLUMN formation INTEGER NOT NULL DEFAULT 0
      CONSTRAINT ventes_formation CHECK (formation = 0 OR (formation = 1 AND numero IS NULL AND jour IS NULL));
    ALTER TABLE ventes ADD COLUMN numero_formation INTEGER
      CONSTRAINT ventes_numero_formation CHECK (numero_formation IS NULL OR formation = 1);
    CREATE UNIQUE INDEX ventes_numero_formation ON ventes (caisse, numero_formation) WHERE numero_formation IS NOT NULL;
    CREATE TRIGGER ventes_formation_reste BEFORE UPDATE OF formation ON ventes WHEN OLD.formation > NEW.formation
    BEGIN SELECT raise(ABORT, 'ventes: un ticket de formation le reste'); END;

    -- Two customers who are one: the tickets of the first went over to the second, for good.
    CREATE TABLE clients_fusionnes (
      client_id INTEGER PRIMARY KEY REFERENCES clients (id),
      dans_id INTEGER NOT NULL REFERENCES clients (id),
      par_id INTEGER REFERENCES equipe (id),
      fusionne_le TEXT NOT NULL,
      CONSTRAINT clients_fusionnes_autre CHECK (dans_id <> client_id)
    ) STRICT;
    CREATE TRIGGER clients_fusionnes_changent BEFORE UPDATE ON clients_fusionnes
    BEGIN SELECT raise(ABORT, 'clients_fusionnes: une fusion ne change pas'); END;
    CREATE TRIGGER clients_fusionnes_restent BEFORE DELETE ON clients_fusionnes
    BEGIN SELECT raise(ABORT, 'clients_fusionnes: une fusion ne se supprime pas'); END;

    DROP TRIGGER ventes_finies;
    CREATE TRIGGER ventes_finies BEFORE UPDATE OF
      type, etat, rappel, numero, vendeur_id, caissier_id, caisse, total_ttc, note, cree_le, payee_le, vente_origine_id,
      remise, motif, rappel_jour, bail_jusqua, jour, session_caisse_id, total_ht, total_tva, formation, numero_formation
    ON ventes WHEN OLD.etat IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'ventes: une vente payée ou annulée ne change plus'); END;
    -- Its customer, who is not on what was signed, changes by a recorded merge alone.
    CREATE TRIGGER ventes_client_fini BEFORE UPDATE OF client_id ON ventes
    WHEN OLD.etat IN ('payee', 'annulee')
      AND NOT EXISTS (SELECT 1 FROM clients_fusionnes f WHERE f.client_id = OLD.client_id AND f.dans_id = NEW.client_id)
    BEGIN SELECT raise(ABORT, 'ventes: une vente payée ou annulée ne change plus'); END;

    -- A CHECK cannot be changed in place: the table is made anew, with goods that come back and a note.
    CREATE TABLE mouvements_stock_nouveaux (
      id INTEGER PRIMARY KEY,
      produit_id INTEGER NOT NULL REFERENCES produits (id),
      -- Thousandths; negative when goods leave; 0 when a count found what should be there.
      quantite INTEGER NOT NULL,
      motif TEXT NOT NULL CHECK (motif IN ('vente', 'avoir', 'livraison', 'inventaire', 'perte', 'retour')),
      vente_id TEXT REFERENCES ventes (id),
      par_id INTEGER REFERENCES equipe (id),
      cree_le TEXT NOT NULL,
      note TEXT CHECK (length(note) <= 500)
    ) STRICT;
    INSERT INTO mouvements_stock_nouveaux (id, produit_id, quantite, motif, vente_id, par_id, cree_le)
      SELECT id, produit_id, quantite, motif, vente_id, par_id, cree_le FROM mouvements_stock;
    DROP TABLE mouvements_stock;
    ALTER TABLE mouvements_stock_nouveaux RENAME TO mouvements_stock;
    CREATE INDEX mouvements_stock_produit ON mouvements_stock (produit_id);
    CREATE TRIGGER mouvements_stock_changent BEFORE UPDATE ON mouvements_stock
    BEGIN SELECT raise(ABORT, 'mouvements_stock: un mouvement ne change pas'); END;
    CREATE TRIGGER mouvements_stock_restent BEFORE DELETE ON mouvements_stock
    BEGIN SELECT raise(ABORT, 'mouvements_stock: un mouvement ne se supprime pas'); END;
  `,
};
