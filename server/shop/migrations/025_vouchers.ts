/** Vouchers and gift cards: each has a code and a balance, and every cent of it has its movement. */
import type { Migration } from "../../database/application.ts";

export const vouchers: Migration = {
  name: "shop/025_vouchers",
  sql: `
    CREATE TABLE bons (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      genre TEXT NOT NULL CHECK (genre IN ('avoir', 'carte_cadeau')),
      montant INTEGER NOT NULL CHECK (montant > 0),
      -- What is left of it: the sum of its movements.
      solde INTEGER NOT NULL DEFAULT 0 CONSTRAINT bons_solde CHECK (solde BETWEEN 0 AND montant),
      -- The refund that gave it, or the sale and the line that sold it.
      vente_id TEXT NOT NULL REFERENCES ventes (id),
      ligne_id TEXT REFERENCES lignes_vente (id),
      emis_le TEXT NOT NULL,
      -- 1: made in training, where alone it is worth something.
      formation INTEGER NOT NULL CHECK (formation IN (0, 1))
    ) STRICT;
    CREATE INDEX bons_vente ON bons (vente_id);
    CREATE TRIGGER bons_changent BEFORE UPDATE ON bons
    WHEN (NEW.id, NEW.code, NEW.genre, NEW.montant, NEW.vente_id, NEW.ligne_id, NEW.emis_le, NEW.formation)
        IS NOT (OLD.id, OLD.code, OLD.genre, OLD.montant, OLD.vente_id, OLD.ligne_id, OLD.emis_le, OLD.formation)
      OR NEW.solde <> (SELECT coalesce(sum(montant), 0) FROM mouvements_bon WHERE bon_id = NEW.id)
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;
    CREATE TRIGGER bons_restent BEFORE DELETE ON bons
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;

    CREATE TABLE mouvements_bon (
      id INTEGER PRIMARY KEY,
      bon_id INTEGER NOT NULL REFERENCES bons (id),
      genre TEXT NOT NULL CHECK (genre IN ('emission', 'utilisation', 'annulation')),
      -- Cents: given, then used or cancelled.
      montant INTEGER NOT NULL CHECK ((genre = 'emission') = (montant > 0) AND montant <> 0),
      vente_id TEXT NOT NULL REFERENCES ventes (id),
      par_id INTEGER NOT NULL REFERENCES equipe (id),
      fait_le TEXT NOT NULL
    ) STRICT;
    CREATE INDEX mouvements_bon_bon ON mouvements_bon (bon_id);
    CREATE TRIGGER mouvements_bon_soldent AFTER INSERT ON mouvements_bon
    BEGIN
      UPDATE bons SET solde = solde + NEW.montant WHERE id = NEW.bon_id;
    END;
    CREATE TRIGGER mouvements_bon_changent BEFORE UPDATE ON mouvements_bon
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;
    CREATE TRIGGER mouvements_bon_restent BEFORE DELETE ON mouvements_bon
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;
  `,
};
