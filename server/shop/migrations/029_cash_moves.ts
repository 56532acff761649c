/** What happens at a drawer besides sales: cash in and out, an opening without a sale, the count it opens with, more cash than the law takes. */
import type { Migration } from "../../database/application.ts";
import { LIMITS } from "../../../shared/limits.ts";

export const cashMoves: Migration = {
  name: "shop/029_cash_moves",
  sql: `
    CREATE TABLE mouvements_caisse (
      id INTEGER PRIMARY KEY,
      session_caisse_id INTEGER NOT NULL REFERENCES sessions_caisse (id),
      genre TEXT NOT NULL CHECK (genre IN ('banque', 'fournisseur', 'monnaie', 'autre', 'ouverture')),
      -- Cents, negative for what leaves the drawer; a drawer that was opened without a sale moves nothing.
      montant INTEGER NOT NULL CHECK (abs(montant) <= ${LIMITS.cashCents} AND (genre = 'ouverture') = (montant = 0)),
      motif TEXT NOT NULL CHECK (length(motif) BETWEEN 1 AND 500),
      par_id INTEGER NOT NULL REFERENCES equipe (id),
      -- The day that it is closed with; NULL for practice, which is in none.
      jour TEXT,
      -- Its signed record, in the series of events.
      evenement INTEGER NOT NULL,
      cree_le TEXT NOT NULL
    ) STRICT;
    CREATE INDEX mouvements_caisse_session ON mouvements_caisse (session_caisse_id);
    CREATE INDEX mouvements_caisse_jour ON mouvements_caisse (jour) WHERE jour IS NOT NULL;
    CREATE TRIGGER mouvements_caisse_changent BEFORE UPDATE ON mouvements_caisse
    BEGIN SELECT raise(ABORT, 'rule:cash_move_fixed'); END;
    CREATE TRIGGER mouvements_caisse_restent BEFORE DELETE ON mouvements_caisse
    BEGIN SELECT raise(ABORT, 'rule:cash_move_kept'); END;

    -- What the count before had left in the drawer, and by how much what it opens with differs: NULL where nothing was counted before.
    ALTER TABLE sessions_caisse ADD COLUMN fond_attendu INTEGER;
    ALTER TABLE sessions_caisse ADD COLUMN fond_ecart INTEGER;
    ALTER TABLE sessions_caisse ADD COLUMN fond_comptage TEXT;
    -- Who counted it at the end.
    ALTER TABLE sessions_caisse ADD COLUMN fermee_par_id INTEGER REFERENCES equipe (id);

    -- Cents of cash that one sale may be paid with; beyond it the owner's word is kept here.
    ALTER TABLE boutique ADD COLUMN especes_max INTEGER NOT NULL DEFAULT 100000 CHECK (especes_max BETWEEN 0 AND ${LIMITS.cashCents});
    CREATE TABLE especes_accordees (
      vente_id TEXT PRIMARY KEY NOT NULL REFERENCES ventes (id),
      montant INTEGER NOT NULL,
      motif TEXT NOT NULL,
      accorde_par TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER especes_accordees_changent BEFORE UPDATE ON especes_accordees
    BEGIN SELECT raise(ABORT, 'rule:cash_word_kept'); END;
    CREATE TRIGGER especes_accordees_restent BEFORE DELETE ON especes_accordees
    BEGIN SELECT raise(ABORT, 'rule:cash_word_kept'); END;
  `,
};
