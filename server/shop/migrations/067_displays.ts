/** Customer displays: which screens show what a till rings up, and the codes by which one is paired. */
import type { Migration } from "../../database/application.ts";

export const displays: Migration = {
  name: "shop/067_displays",
  sql: `
    CREATE TABLE _afficheurs (
      -- SHA-256 of the key that the screen has, hexadecimal.
      empreinte TEXT PRIMARY KEY NOT NULL CHECK (length(empreinte) = 64),
      caisse TEXT NOT NULL REFERENCES caisses (nom),
      -- A second window of the till itself is good for that session; NULL: a screen that the owner has paired.
      session_caisse_id INTEGER REFERENCES sessions_caisse (id),
      ajoute_le TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX _afficheurs_caisse ON _afficheurs (caisse, ajoute_le);

    CREATE TABLE _codes_afficheur (
      caisse TEXT PRIMARY KEY NOT NULL REFERENCES caisses (nom),
      sel TEXT NOT NULL,
      -- SHA-256 of salt and code, hexadecimal.
      empreinte TEXT NOT NULL CHECK (length(empreinte) = 64),
      expire_le TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
