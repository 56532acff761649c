/** What is prepared elsewhere: categories whose lines are printed there once the ticket is paid, and numbers by which they are fetched. */
import type { Migration } from "../../database/application.ts";

export const kitchens: Migration = {
  name: "shop/072_kitchens",
  sql: `
    -- NULL: nothing of it is prepared.
    ALTER TABLE categories ADD COLUMN imprimante_id INTEGER REFERENCES imprimantes (id);
    CREATE TRIGGER imprimantes_partent_cuisine BEFORE DELETE ON imprimantes
    BEGIN UPDATE categories SET imprimante_id = NULL WHERE imprimante_id = OLD.id; END;

    ALTER TABLE boutique ADD COLUMN numeros_retrait INTEGER NOT NULL DEFAULT 0 CHECK (numeros_retrait IN (0, 1));
    -- Small, and from 1 again each day of the till.
    CREATE TABLE retraits (
      vente_id TEXT PRIMARY KEY NOT NULL REFERENCES ventes (id),
      jour TEXT NOT NULL,
      numero INTEGER NOT NULL CHECK (numero > 0),
      UNIQUE (jour, numero)
    ) STRICT, WITHOUT ROWID;
  `,
};
