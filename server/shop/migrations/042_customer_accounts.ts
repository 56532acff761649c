/** Customer accounts: goods that are sold and still to be paid, up to a ceiling; every cent that is owed has its movement. */
import type { Migration } from "../../database/application.ts";
import { LIMITS } from "../../../shared/limits.ts";

const KNOWN = "('especes', 'carte', 'cheque', 'titre_restaurant', 'virement', 'avoir', 'autre', 'carte_cadeau'";
/** By what an account is settled: money alone. */
const MONEY = "('especes', 'carte', 'cheque', 'virement', 'autre')";

export const customerAccounts: Migration = {
  name: "shop/042_customer_accounts",
  // What was a CHECK is a trigger from here on: a list that grows would copy the table each time.
  lifts: { paiements: `CONSTRAINT paiements_mode CHECK (mode IN ${KNOWN}))` },
  sql: `
    CREATE TRIGGER paiements_mode BEFORE INSERT ON paiements WHEN NEW.mode NOT IN ${KNOWN}, 'compte')
    BEGIN SELECT raise(ABORT, 'rule:payment_mode'); END;

    -- Apart from clients, which tills write.
    CREATE TABLE comptes_clients (
      client_id INTEGER PRIMARY KEY REFERENCES clients (id) ON DELETE CASCADE,
      -- Cents that the customer may owe; 0: nothing more goes on the account.
      plafond INTEGER NOT NULL CHECK (plafond BETWEEN 0 AND ${LIMITS.amountCents}),
      -- Cents that are owed, and those of practice: the sums of their movements. Nobody pays more than is owed.
      solde INTEGER NOT NULL DEFAULT 0,
      solde_formation INTEGER NOT NULL DEFAULT 0,
      CONSTRAINT comptes_clients_solde CHECK (solde >= 0 AND solde_formation >= 0)
    ) STRICT;
    CREATE TRIGGER comptes_clients_changent BEFORE UPDATE ON comptes_clients
    WHEN NEW.client_id <> OLD.client_id
      OR NEW.solde <> (SELECT coalesce(sum(montant), 0) FROM mouvements_compte WHERE client_id = NEW.client_id AND formation = 0)
      OR NEW.solde_formation <> (SELECT coalesce(sum(montant), 0) FROM mouvements_compte WHERE client_id = NEW.client_id AND formation = 1)
    BEGIN SELECT raise(ABORT, 'rule:account_kept'); END;
    CREATE TRIGGER comptes_clients_commencent BEFORE INSERT ON comptes_clients WHEN NEW.solde <> 0 OR NEW.solde_formation <> 0
    BEGIN SELECT raise(ABORT, 'rule:account_kept'); END;

    CREATE TABLE mouvements_compte (
      id INTEGER PRIMARY KEY,
      client_id INTEGER NOT NULL REFERENCES comptes_clients (client_id),
      genre TEXT NOT NULL CHECK (genre IN ('achat', 'retour', 'reglement', 'annulation')),
      -- Cents that are owed more or less.
      montant INTEGER NOT NULL CHECK (montant <> 0 AND (montant > 0) = (genre IN ('achat', 'annulation'))),
      -- The ticket that was not paid, or gave back.
      vente_id TEXT REFERENCES ventes (id) CHECK ((vente_id IS NOT NULL) = (genre IN ('achat', 'retour'))),
      -- By what it was settled: money that no ticket tells of.
      mode TEXT CHECK ((mode IS NULL) = (vente_id IS NOT NULL) AND mode IN ${MONEY}),
      -- Its signed record, in the series of events.
      evenement INTEGER UNIQUE CHECK ((evenement IS NULL) = (mode IS NULL)),
      -- The settlement that was none, and why.
      annule_id INTEGER UNIQUE REFERENCES mouvements_compte (id) CHECK ((annule_id IS NOT NULL) = (genre = 'annulation')),
      motif TEXT CHECK (length(motif) BETWEEN 1 AND 500),
      session_caisse_id INTEGER NOT NULL REFERENCES sessions_caisse (id),
      par_id INTEGER NOT NULL REFERENCES equipe (id),
      -- The day that it is closed with; NULL for practice, which is in none.
      jour TEXT,
      formation INTEGER NOT NULL CHECK (formation = (jour IS NULL)),
      cree_le TEXT NOT NULL
    ) STRICT;
    CREATE INDEX mouvements_compte_client ON mouvements_compte (client_id, formation, montant);
    CREATE INDEX mouvements_compte_vente ON mouvements_compte (vente_id) WHERE vente_id IS NOT NULL;
    CREATE INDEX mouvements_compte_session ON mouvements_compte (session_caisse_id) WHERE mode IS NOT NULL;
    CREATE INDEX mouvements_compte_jour ON mouvements_compte (jour, montant) WHERE jour IS NOT NULL;
    CREATE TRIGGER mouvements_compte_soldent AFTER INSERT ON mouvements_compte
    BEGIN
      UPDATE comptes_clients SET solde = solde + iif(NEW.formation = 0, NEW.montant, 0),
        solde_formation = solde_formation + iif(NEW.formation = 1, NEW.montant, 0) WHERE client_id = NEW.client_id;
    END;
    -- They change hands by a recorded merge alone, all of them before what both owe is summed.
    CREATE TRIGGER mouvements_compte_changent BEFORE UPDATE ON mouvements_compte
    WHEN (NEW.id, NEW.genre, NEW.montant, NEW.vente_id, NEW.mode, NEW.evenement, NEW.annule_id, NEW.motif, NEW.session_caisse_id,
        NEW.par_id, NEW.jour, NEW.formation, NEW.cree_le)
      IS NOT (OLD.id, OLD.genre, OLD.montant, OLD.vente_id, OLD.mode, OLD.evenement, OLD.annule_id, OLD.motif, OLD.session_caisse_id,
        OLD.par_id, OLD.jour, OLD.formation, OLD.cree_le)
      OR NOT EXISTS (SELECT 1 FROM clients_fusionnes f WHERE f.client_id = OLD.client_id AND f.dans_id = NEW.client_id)
    BEGIN SELECT raise(ABORT, 'rule:account_kept'); END;
    CREATE TRIGGER mouvements_compte_restent BEFORE DELETE ON mouvements_compte
    BEGIN SELECT raise(ABORT, 'rule:account_kept'); END;
  `,
};
