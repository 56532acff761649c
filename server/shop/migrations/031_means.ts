/** A means of payment that was typed wrong is corrected by rows beside the first ones: what was written stays, and every sum is that of what was meant. */
import type { Migration } from "../../database/application.ts";

export const means: Migration = {
  name: "shop/031_means",
  sql: `
    CREATE TABLE corrections_paiement (
      id INTEGER PRIMARY KEY,
      vente_id TEXT NOT NULL REFERENCES ventes (id),
      session_caisse_id INTEGER NOT NULL REFERENCES sessions_caisse (id),
      de TEXT NOT NULL,
      vers TEXT NOT NULL CHECK (vers <> de),
      -- Cents that went from one means to the other, with the sign of the ticket.
      montant INTEGER NOT NULL CHECK (montant <> 0),
      motif TEXT NOT NULL CHECK (length(motif) BETWEEN 1 AND 500),
      par_id INTEGER NOT NULL REFERENCES equipe (id),
      -- 1: its drawer was counted before. What that count had expected is no longer what was there to be expected.
      apres_comptage INTEGER NOT NULL CHECK (apres_comptage IN (0, 1)),
      -- Its signed record, in the series of events.
      evenement INTEGER NOT NULL,
      cree_le TEXT NOT NULL
    ) STRICT;
    CREATE INDEX corrections_paiement_vente ON corrections_paiement (vente_id);
    CREATE INDEX corrections_paiement_session ON corrections_paiement (session_caisse_id);
    CREATE TRIGGER corrections_paiement_changent BEFORE UPDATE ON corrections_paiement
    BEGIN SELECT raise(ABORT, 'rule:correction_kept'); END;
    CREATE TRIGGER corrections_paiement_restent BEFORE DELETE ON corrections_paiement
    BEGIN SELECT raise(ABORT, 'rule:correction_kept'); END;

    -- A correction is two rows: what is taken off the wrong means, and what is put to the right one.
    ALTER TABLE paiements ADD COLUMN correction_id INTEGER REFERENCES corrections_paiement (id);
    -- How many payments by its means the row counts for: one that is taken off counts one less.
    ALTER TABLE paiements ADD COLUMN nombre INTEGER NOT NULL DEFAULT 1;
  `,
};
