/** What was given before a backup was put back and is not in it: numbers and records go on after it. */
import type { Migration } from "../../database/application.ts";

export const continuity: Migration = {
  name: "shop/003_continuity",
  sql: `
    -- Underscores keep these out of everybody's SQL: what they say follows from the signed record that set them.
    -- A series goes on after this record; '*' stands for every series that is not named.
    CREATE TABLE _planchers_series (
      serie TEXT PRIMARY KEY NOT NULL,
      seq INTEGER NOT NULL CHECK (seq >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER _planchers_series_montent BEFORE UPDATE ON _planchers_series WHEN NEW.serie <> OLD.serie OR NEW.seq < OLD.seq
    BEGIN SELECT raise(ABORT, '_planchers_series: un plancher ne descend pas'); END;
    CREATE TRIGGER _planchers_series_restent BEFORE DELETE ON _planchers_series
    BEGIN SELECT raise(ABORT, '_planchers_series: un plancher ne se supprime pas'); END;

    -- A till goes on after this number. A till that the backup does not know may be named anew later.
    CREATE TABLE _planchers_numeros (
      caisse TEXT PRIMARY KEY NOT NULL,
      numero INTEGER NOT NULL CHECK (numero >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER _planchers_numeros_montent BEFORE UPDATE ON _planchers_numeros WHEN NEW.caisse <> OLD.caisse OR NEW.numero < OLD.numero
    BEGIN SELECT raise(ABORT, '_planchers_numeros: un plancher ne descend pas'); END;
    CREATE TRIGGER _planchers_numeros_restent BEFORE DELETE ON _planchers_numeros
    BEGIN SELECT raise(ABORT, '_planchers_numeros: un plancher ne se supprime pas'); END;

    -- Both are looked for among all records: which key signs now, and which gaps are explained.
    CREATE INDEX journal_fiscal_cles ON journal_fiscal (seq, cle_id) WHERE genre = 'cle';
    CREATE INDEX journal_fiscal_restaurations ON journal_fiscal (seq) WHERE genre = 'restauration';
    -- An archive is made of a period's records.
    CREATE INDEX journal_fiscal_horodatage ON journal_fiscal (horodatage);
  `,
};
