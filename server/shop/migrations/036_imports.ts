/** What was brought in from files: each import is one action that can be taken back, and what a column's name meant is remembered. */
import type { Migration } from "../../database/application.ts";
import { NOW } from "./patterns.ts";

const SORTS = "('produits', 'clients', 'stock')";

export const imports: Migration = {
  name: "shop/036_imports",
  sql: `
    CREATE TABLE imports (
      id INTEGER PRIMARY KEY,
      sorte TEXT NOT NULL CHECK (sorte IN ${SORTS}),
      fichier TEXT CHECK (length(fichier) <= 200),
      lignes INTEGER NOT NULL DEFAULT 0,
      ajouts INTEGER NOT NULL DEFAULT 0,
      changements INTEGER NOT NULL DEFAULT 0,
      inchanges INTEGER NOT NULL DEFAULT 0,
      par_id INTEGER REFERENCES equipe (id),
      cree_le TEXT NOT NULL DEFAULT ${NOW},
      annule_le TEXT,
      annule_par_id INTEGER REFERENCES equipe (id)
    ) STRICT;

    -- What each did, for as long as it may be taken back: the journal has it for good.
    CREATE TABLE _imports_lignes (
      id INTEGER PRIMARY KEY,
      import_id INTEGER NOT NULL,
      -- The table; 'stock' for a movement.
      quoi TEXT NOT NULL,
      cle INTEGER NOT NULL,
      -- Changed columns as JSON; NULL where the row is new.
      avant TEXT,
      apres TEXT
    ) STRICT;
    CREATE INDEX _imports_lignes_import ON _imports_lignes (import_id);
    CREATE INDEX _imports_lignes_cible ON _imports_lignes (quoi, cle);

    -- The name of a file's column → what it was; '' for one that was left out.
    CREATE TABLE imports_colonnes (
      sorte TEXT NOT NULL CHECK (sorte IN ${SORTS}),
      entete TEXT NOT NULL CHECK (length(entete) BETWEEN 1 AND 200),
      champ TEXT NOT NULL CHECK (length(champ) <= 40),
      PRIMARY KEY (sorte, entete)
    ) STRICT, WITHOUT ROWID;
  `,
};
