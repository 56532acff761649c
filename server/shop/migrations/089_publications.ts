/** What head office publishes for this shop, and what became of it: how far the shop has come stands in the transaction of what it took. */
import type { Migration } from "../../database/application.ts";

export const publications: Migration = {
  name: "shop/089_publications",
  sql: `
    CREATE TABLE publications (
      -- Head office's own name: another one numbers anew.
      siege TEXT NOT NULL,
      publication INTEGER NOT NULL CHECK (publication > 0),
      genre TEXT NOT NULL,
      etat TEXT NOT NULL CHECK (etat IN ('prevue', 'appliquee', 'refusee', 'abandonnee')),
      -- Why it was refused.
      motif TEXT,
      motif_en TEXT,
      -- By this shop's clock: 2026-12-15T06:00. NULL for at once.
      a_partir_de TEXT,
      publiee_le TEXT NOT NULL,
      recue_le TEXT NOT NULL,
      -- When it was applied or refused.
      reglee_le TEXT,
      -- Values that the shop set itself and keeps, by head office's rule.
      gardes INTEGER NOT NULL DEFAULT 0,
      -- What it changed, as JSON.
      detail TEXT NOT NULL DEFAULT '{}',
      -- While it waits for its day.
      contenu TEXT,
      PRIMARY KEY (siege, publication)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX publications_prevues ON publications (a_partir_de) WHERE etat = 'prevue';

    -- Which article is which of head office's, and what that said of it last, as JSON: what differs was set here.
    CREATE TABLE articles_siege (
      reference TEXT PRIMARY KEY NOT NULL,
      produit_id INTEGER NOT NULL UNIQUE REFERENCES produits (id) ON DELETE CASCADE,
      valeurs TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Columns of an article that the shop may set itself.
    CREATE TABLE colonnes_libres (colonne TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;

    -- Whose account head office made, by the name as it is compared.
    CREATE TABLE personnes_siege (
      identifiant TEXT PRIMARY KEY NOT NULL,
      personne_id INTEGER NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID;

    -- What tills show until it ends.
    CREATE TABLE annonces (
      id INTEGER PRIMARY KEY,
      texte TEXT NOT NULL,
      jusqu_au TEXT NOT NULL,
      cree_le TEXT NOT NULL
    ) STRICT;
  `,
};
