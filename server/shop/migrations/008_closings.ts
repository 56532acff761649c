/** Closings that supplement one another, and counts that no drawer can hold. */
import type { Migration } from "../../database/application.ts";

/** Cents that anybody may count: above that, older versions took face values that no money has. */
const COUNT_MAX = 100_000_000_00;

const SET_ASIDE = "comptage invraisemblable, mis de côté : il reste dans l''enregistrement signé";

export const closings: Migration = {
  name: "shop/008_closings",
  sql: `
    -- A constraint cannot be changed in place: the table is made anew, where a period has one closing and what supplements it.
    CREATE TABLE clotures_nouvelles (
      id INTEGER PRIMARY KEY,
      genre TEXT NOT NULL CHECK (genre IN ('jour', 'mois', 'annee')),
      periode TEXT NOT NULL,
      -- 0 for the first; made again when the first was made while the clock was ahead.
      complement INTEGER NOT NULL DEFAULT 0 CHECK (complement >= 0),
      tickets INTEGER NOT NULL,
      total_ttc INTEGER NOT NULL,
      total_ht INTEGER NOT NULL,
      total_tva INTEGER NOT NULL,
      perpetuel INTEGER NOT NULL,
      perpetuel_absolu INTEGER NOT NULL,
      contenu TEXT NOT NULL,
      cloturee_le TEXT NOT NULL,
      UNIQUE (genre, periode, complement)
    ) STRICT;
    INSERT INTO clotures_nouvelles
        (id, genre, periode, tickets, total_ttc, total_ht, total_tva, perpetuel, perpetuel_absolu, contenu, cloturee_le)
      SELECT id, genre, periode, tickets, total_ttc, total_ht, total_tva, perpetuel, perpetuel_absolu, contenu, cloturee_le FROM clotures;
    DROP TABLE clotures;
    ALTER TABLE clotures_nouvelles RENAME TO clotures;
    CREATE TRIGGER clotures_changent BEFORE UPDATE ON clotures
    BEGIN SELECT raise(ABORT, 'clotures: une clôture ne change pas'); END;
    CREATE TRIGGER clotures_restent BEFORE DELETE ON clotures
    BEGIN SELECT raise(ABORT, 'clotures: une clôture ne se supprime pas'); END;

    -- Which closings a clock that was put back has overtaken is asked at each payment.
    CREATE INDEX journal_fiscal_horloges ON journal_fiscal (seq) WHERE genre = 'horloge';

    -- A count beyond what sums can hold let no day be closed any more. What was typed stays as it was signed.
    DROP TRIGGER sessions_caisse_fermees;
    UPDATE sessions_caisse SET compte = NULL, ecart = NULL, comptage = NULL,
      motif = substr(iif(motif IS NULL, '', motif || ' ; ') || '${SET_ASIDE}', 1, 500)
    WHERE abs(compte) > ${COUNT_MAX};
    CREATE TRIGGER sessions_caisse_fermees BEFORE UPDATE ON sessions_caisse WHEN OLD.fermee_le IS NOT NULL
    BEGIN SELECT raise(ABORT, 'sessions_caisse: une session fermée ne change plus'); END;
  `,
};
