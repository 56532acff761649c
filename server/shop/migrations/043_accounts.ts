/** Accounts that the owner's accountant has named: what is not here goes by the general chart of accounts. */
import type { Migration } from "../../database/application.ts";

export const accounts: Migration = {
  name: "shop/043_accounts",
  sql: `
    CREATE TABLE comptes_comptables (
      -- What is written to it: a means of payment, a rate (vente:2000, tva:2000), a move of cash (mouvement:banque) …
      cle TEXT PRIMARY KEY NOT NULL CHECK (length(cle) BETWEEN 1 AND 40),
      numero TEXT NOT NULL,
      libelle TEXT NOT NULL CHECK (length(trim(libelle)) BETWEEN 1 AND 100),
      -- The tax office's checker warns of accounts that do not begin with three digits.
      CONSTRAINT comptes_comptables_numero CHECK (length(numero) BETWEEN 3 AND 20 AND numero GLOB '[1-8][0-9][0-9]*'
        AND numero NOT GLOB '*[^0-9A-Z]*')
    ) STRICT, WITHOUT ROWID;
  `,
};
