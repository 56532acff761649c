/** Vouchers and gift cards of a chain: what a payment holds at head office of one, and what became of that. */
import type { Migration } from "../../database/application.ts";

export const sharedVouchers: Migration = {
  name: "shop/092_shared_vouchers",
  lifts: { paiements: "CONSTRAINT paiements_code_bon CHECK (code_bon IS NULL OR mode IN ('avoir', 'carte_cadeau'))" },
  sql: `
    DROP TRIGGER paiements_mode;
    CREATE TRIGGER paiements_mode BEFORE INSERT ON paiements WHEN NEW.mode NOT IN
      ('especes', 'carte', 'cheque', 'titre_restaurant', 'virement', 'avoir', 'autre', 'carte_cadeau', 'compte', 'bon')
    BEGIN SELECT raise(ABORT, 'rule:payment_mode'); END;
    CREATE TRIGGER paiements_code_bon BEFORE INSERT ON paiements
    WHEN NEW.code_bon IS NOT NULL AND NEW.mode NOT IN ('avoir', 'carte_cadeau', 'bon') OR NEW.code_bon IS NULL AND NEW.mode = 'bon'
    BEGIN SELECT raise(ABORT, 'rule:payment_voucher_code'); END;

    -- 1: the other shops of the chain take this one's vouchers, and it takes theirs.
    ALTER TABLE boutique ADD COLUMN bons_chaine INTEGER NOT NULL DEFAULT 0
      CONSTRAINT boutique_bons_chaine CHECK (bons_chaine IN (0, 1));
    -- Cents that may be taken of one voucher in all while head office does not answer; 0: none is.
    ALTER TABLE boutique ADD COLUMN bons_hors_ligne INTEGER NOT NULL DEFAULT 0
      CONSTRAINT boutique_bons_hors_ligne CHECK (bons_hors_ligne BETWEEN 0 AND 1000000);

    -- Kept before head office is asked: whatever ends meanwhile, this shop knows what it may hold there.
    CREATE TABLE reservations_bon (
      -- The payment's key, and the place of the voucher in it: its name at head office.
      id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 80),
      vente_id TEXT NOT NULL REFERENCES ventes (id),
      code TEXT NOT NULL,
      montant INTEGER NOT NULL CHECK (montant > 0),
      -- 1: one that this shop gave.
      propre INTEGER NOT NULL CHECK (propre IN (0, 1)),
      -- 'utilisee': its ticket is paid by it. 'abandonnee': it never will be.
      etat TEXT NOT NULL DEFAULT 'demandee' CHECK (etat IN ('demandee', 'utilisee', 'abandonnee')),
      -- 1: taken without a word from head office, which did not answer.
      hors_ligne INTEGER NOT NULL DEFAULT 0 CHECK (hors_ligne IN (0, 1)),
      -- The shop that gave it, as head office calls it, and cents that were left; NULL where it did not answer.
      boutique TEXT,
      boutique_nom TEXT,
      reste INTEGER,
      par_id INTEGER NOT NULL REFERENCES equipe (id),
      demandee_le TEXT NOT NULL,
      finie_le TEXT,
      -- Numbered as they end, by which head office is told.
      fin INTEGER UNIQUE CHECK ((fin IS NULL) = (etat = 'demandee')),
      CHECK ((finie_le IS NULL) = (etat = 'demandee'))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX reservations_bon_vente ON reservations_bon (vente_id, code);
    CREATE INDEX reservations_bon_ouvertes ON reservations_bon (demandee_le) WHERE etat = 'demandee';
    CREATE INDEX reservations_bon_hors_ligne ON reservations_bon (code) WHERE hors_ligne = 1;
    CREATE TRIGGER reservations_bon_changent BEFORE UPDATE ON reservations_bon
    WHEN OLD.etat <> 'demandee' OR (NEW.id, NEW.vente_id, NEW.code, NEW.montant, NEW.propre, NEW.par_id, NEW.demandee_le)
      IS NOT (OLD.id, OLD.vente_id, OLD.code, OLD.montant, OLD.propre, OLD.par_id, OLD.demandee_le)
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;
    CREATE TRIGGER reservations_bon_restent BEFORE DELETE ON reservations_bon
    BEGIN SELECT raise(ABORT, 'rule:voucher_kept'); END;
  `,
};
