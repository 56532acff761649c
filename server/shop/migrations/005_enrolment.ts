/** Tills that open on one device only: since when, whose key, and the codes by which a device joins. */
import type { Migration } from "../../database/application.ts";

export const enrolment: Migration = {
  name: "shop/005_enrolment",
  sql: `
    -- NULL: any cashier opens this till from any device.
    ALTER TABLE caisses ADD COLUMN enrolee_le TEXT;

    -- An underscore keeps a table out of everybody's SQL, and its rows out of the journal's images.
    CREATE TABLE _appareils (
      caisse TEXT PRIMARY KEY NOT NULL REFERENCES caisses (nom),
      -- SHA-256 of the key that the device made, hexadecimal.
      empreinte TEXT NOT NULL CHECK (length(empreinte) = 64)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE _codes_enrolement (
      caisse TEXT PRIMARY KEY NOT NULL REFERENCES caisses (nom),
      sel TEXT NOT NULL,
      -- SHA-256 of salt and code, hexadecimal.
      empreinte TEXT NOT NULL CHECK (length(empreinte) = 64),
      expire_le TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
