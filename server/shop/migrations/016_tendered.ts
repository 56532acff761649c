/** What a customer has paid already while the ticket is not: a card that was charged stays with it, whichever till has it in hand. */
import type { Migration } from "../../database/application.ts";
import { UUID } from "./patterns.ts";

export const tendered: Migration = {
  name: "shop/016_tendered",
  sql: `
    CREATE TABLE paiements_annonces (
      id TEXT PRIMARY KEY NOT NULL CONSTRAINT paiements_annonces_id_uuid CHECK (id GLOB '${UUID}'),
      vente_id TEXT NOT NULL REFERENCES ventes (id),
      -- Cash lies on the counter until the ticket is paid, and is counted then.
      mode TEXT NOT NULL CHECK (mode IN ('carte', 'cheque', 'titre_restaurant', 'virement', 'autre')),
      montant INTEGER NOT NULL CHECK (montant > 0),
      par_id INTEGER NOT NULL REFERENCES equipe (id),
      annonce_le TEXT NOT NULL,
      -- Taken off the ticket: when, by whom and why.
      retire_le TEXT,
      retire_par_id INTEGER REFERENCES equipe (id),
      motif TEXT CHECK (length(motif) <= 500),
      CHECK ((retire_le IS NULL) = (motif IS NULL) AND (retire_le IS NULL) = (retire_par_id IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX paiements_annonces_vente ON paiements_annonces (vente_id) WHERE retire_le IS NULL;
    CREATE TRIGGER paiements_annonces_changent BEFORE UPDATE ON paiements_annonces
    WHEN OLD.retire_le IS NOT NULL OR (NEW.id, NEW.vente_id, NEW.mode, NEW.montant, NEW.par_id, NEW.annonce_le)
      IS NOT (OLD.id, OLD.vente_id, OLD.mode, OLD.montant, OLD.par_id, OLD.annonce_le)
    BEGIN SELECT raise(ABORT, 'rule:tender_fixed'); END;
    CREATE TRIGGER paiements_annonces_restent BEFORE DELETE ON paiements_annonces
    BEGIN SELECT raise(ABORT, 'rule:tender_kept'); END;
    -- By whatever road: a ticket that is dropped would take the customer's money with it, and its seller may not change it unseen.
    CREATE TRIGGER ventes_paiement_annonce BEFORE UPDATE OF etat ON ventes
    WHEN NEW.etat IN ('annulee', 'brouillon') AND NEW.etat <> OLD.etat
      AND EXISTS (SELECT 1 FROM paiements_annonces WHERE vente_id = OLD.id AND retire_le IS NULL)
    BEGIN SELECT raise(ABORT, 'rule:ticket_with_tender'); END;
  `,
};
