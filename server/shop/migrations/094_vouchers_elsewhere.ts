/** What other shops of the chain have taken of this one's vouchers, as it came home from head office: a part of what is left of each. */
import type { Migration } from "../../database/application.ts";

export const vouchersElsewhere: Migration = {
  name: "shop/094_vouchers_elsewhere",
  sql: `
    CREATE TABLE bons_ailleurs (
      id INTEGER PRIMARY KEY,
      -- The shop that took it: its key at head office, and its name there.
      boutique TEXT NOT NULL CHECK (length(boutique) BETWEEN 1 AND 100),
      boutique_nom TEXT NOT NULL CHECK (length(boutique_nom) <= 500),
      -- That shop's own name of it, and the voucher's at head office.
      cle TEXT NOT NULL CHECK (length(cle) BETWEEN 1 AND 200),
      empreinte TEXT NOT NULL CHECK (length(empreinte) BETWEEN 1 AND 200),
      -- NULL where it is none of this shop's.
      bon_id INTEGER REFERENCES bons (id),
      -- Cents that head office tells, 0 for what is no amount; and those of them that are taken of the voucher.
      montant INTEGER NOT NULL CHECK (montant >= 0),
      pris INTEGER NOT NULL CHECK (pris BETWEEN 0 AND montant AND (pris = 0 OR bon_id IS NOT NULL)),
      -- Why not all of it was taken.
      motif TEXT CHECK ((motif IS NULL) = (pris = montant AND pris > 0)),
      motif_en TEXT CHECK ((motif_en IS NULL) = (motif IS NULL)),
      -- When it was used there; NULL for what is no moment.
      utilise_le TEXT,
      recu_le TEXT NOT NULL,
      -- The day that it is closed with, and its signed record in the series of events; NULL where nothing was taken.
      jour TEXT CHECK ((jour IS NULL) = (pris = 0)),
      evenement INTEGER UNIQUE CHECK ((evenement IS NULL) = (pris = 0)),
      -- Told twice, it is there once.
      UNIQUE (boutique, cle, empreinte, montant)
    ) STRICT;
    -- Of one name one amount alone.
    CREATE UNIQUE INDEX bons_ailleurs_pris ON bons_ailleurs (boutique, cle, empreinte) WHERE pris > 0;
    CREATE INDEX bons_ailleurs_bon ON bons_ailleurs (bon_id) WHERE bon_id IS NOT NULL;
    CREATE INDEX bons_ailleurs_jour ON bons_ailleurs (jour) WHERE jour IS NOT NULL;
    CREATE TRIGGER bons_ailleurs_changent BEFORE UPDATE ON bons_ailleurs
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;
    CREATE TRIGGER bons_ailleurs_restent BEFORE DELETE ON bons_ailleurs
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;

    -- What is left of a voucher: given, less what was used here, less what was used elsewhere.
    DROP TRIGGER bons_changent;
    CREATE TRIGGER bons_changent BEFORE UPDATE ON bons
    WHEN (NEW.id, NEW.code, NEW.genre, NEW.montant, NEW.vente_id, NEW.ligne_id, NEW.emis_le, NEW.formation)
        IS NOT (OLD.id, OLD.code, OLD.genre, OLD.montant, OLD.vente_id, OLD.ligne_id, OLD.emis_le, OLD.formation)
      OR NEW.solde <> (SELECT coalesce(sum(montant), 0) FROM mouvements_bon WHERE bon_id = NEW.id)
        - (SELECT coalesce(sum(pris), 0) FROM bons_ailleurs WHERE bon_id = NEW.id)
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;
    CREATE TRIGGER bons_ailleurs_soldent AFTER INSERT ON bons_ailleurs WHEN NEW.pris > 0
    BEGIN
      UPDATE bons SET solde = solde - NEW.pris WHERE id = NEW.bon_id;
    END;
  `,
};
