/** The fiscal journal takes half the room: its records stand one behind the other, and are found by an index. */
import type { Migration } from "../../database/application.ts";

export const fiscalRows: Migration = {
  name: "shop/088_fiscal_rows",
  sql: `
    -- Of a record of 2 KB in a table without rowid most stood on a page of its own, two thirds of it empty. Records are as they were.
    DROP TRIGGER boutique_demo;
    CREATE TABLE journal_fiscal_rangs (
      serie TEXT NOT NULL,
      seq INTEGER NOT NULL,
      genre TEXT NOT NULL,
      version_format INTEGER NOT NULL,
      contenu TEXT NOT NULL,
      signature_precedente TEXT NOT NULL,
      empreinte TEXT NOT NULL,
      signature TEXT NOT NULL,
      cle_id TEXT NOT NULL,
      horodatage TEXT NOT NULL,
      PRIMARY KEY (serie, seq)
    ) STRICT;
    INSERT INTO journal_fiscal_rangs
        (serie, seq, genre, version_format, contenu, signature_precedente, empreinte, signature, cle_id, horodatage)
      SELECT serie, seq, genre, version_format, contenu, signature_precedente, empreinte, signature, cle_id, horodatage
      FROM journal_fiscal ORDER BY serie, seq;
    DROP TABLE journal_fiscal;
    ALTER TABLE journal_fiscal_rangs RENAME TO journal_fiscal;
    CREATE INDEX journal_fiscal_vente ON journal_fiscal (contenu ->> 'vente_id') WHERE contenu ->> 'vente_id' IS NOT NULL;
    CREATE INDEX journal_fiscal_cles ON journal_fiscal (seq, cle_id) WHERE genre = 'cle';
    CREATE INDEX journal_fiscal_restaurations ON journal_fiscal (seq) WHERE genre = 'restauration';
    CREATE INDEX journal_fiscal_horodatage ON journal_fiscal (horodatage);
    CREATE INDEX journal_fiscal_horloges ON journal_fiscal (seq) WHERE genre = 'horloge';
    CREATE INDEX journal_fiscal_reglement ON journal_fiscal (contenu ->> 'reglement') WHERE genre = 'duplicata';
    CREATE TRIGGER journal_fiscal_change BEFORE UPDATE ON journal_fiscal
    BEGIN SELECT raise(ABORT, 'journal_fiscal: ce qui est écrit le reste'); END;
    CREATE TRIGGER journal_fiscal_reste BEFORE DELETE ON journal_fiscal
    BEGIN SELECT raise(ABORT, 'journal_fiscal: ce qui est écrit le reste'); END;
    CREATE TRIGGER boutique_demo BEFORE UPDATE OF demo ON boutique
    WHEN NEW.demo <> OLD.demo AND (OLD.demo = 1 OR EXISTS (SELECT 1 FROM journal_fiscal))
    BEGIN SELECT raise(ABORT, 'boutique: une démonstration le reste, une vraie boutique aussi'); END;
  `,
};
