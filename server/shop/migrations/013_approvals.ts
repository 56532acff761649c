/** The owner's word for one thing that a cashier may not do alone, as a code that is read out. */
import type { Migration } from "../../database/application.ts";

export const approvals: Migration = {
  name: "shop/013_approvals",
  sql: `
    -- One at a time from each owner. An underscore keeps a table out of everybody's SQL, and its rows out of the journal's images.
    CREATE TABLE _accords (
      par_id INTEGER PRIMARY KEY REFERENCES equipe (id) ON DELETE CASCADE,
      sel TEXT NOT NULL,
      -- SHA-256 of salt and code, hexadecimal.
      empreinte TEXT NOT NULL CHECK (length(empreinte) = 64),
      expire_le TEXT NOT NULL
    ) STRICT;
  `,
};
