/** Which till session took a ticket's money: apart from the ticket, which every till reads. A cashier counts without knowing. */
import type { Migration } from "../../database/application.ts";

export const takings: Migration = {
  name: "shop/010_takings",
  sql: `
    CREATE TABLE encaissements (
      vente_id TEXT PRIMARY KEY NOT NULL REFERENCES ventes (id),
      session_caisse_id INTEGER NOT NULL REFERENCES sessions_caisse (id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX encaissements_session ON encaissements (session_caisse_id);
    INSERT INTO encaissements (vente_id, session_caisse_id)
      SELECT id, session_caisse_id FROM ventes WHERE session_caisse_id IN (SELECT id FROM sessions_caisse);
    CREATE TRIGGER encaissements_changent BEFORE UPDATE ON encaissements
    BEGIN SELECT raise(ABORT, 'encaissements: ce qui est encaissé le reste'); END;
    CREATE TRIGGER encaissements_restent BEFORE DELETE ON encaissements
    BEGIN SELECT raise(ABORT, 'encaissements: ce qui est encaissé le reste'); END;

    DROP TRIGGER ventes_finies;
    DROP INDEX ventes_session;
    ALTER TABLE ventes DROP COLUMN session_caisse_id;
    CREATE TRIGGER ventes_finies BEFORE UPDATE OF
      type, etat, rappel, numero, vendeur_id, caissier_id, caisse, total_ttc, note, cree_le, payee_le, vente_origine_id,
      remise, motif, rappel_jour, bail_jusqua, jour, total_ht, total_tva, formation, numero_formation
    ON ventes WHEN OLD.etat IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'ventes: une vente payée ou annulée ne change plus'); END;
  `,
};
