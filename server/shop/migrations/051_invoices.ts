/** Companies among the customers, and tickets of which one has asked for an invoice: the platform that sends it wants the SIREN. */
import type { Migration } from "../../database/application.ts";

/** Every second digit from the right counts double, its own digits added; the sum is a multiple of ten. */
const LUHN = Array.from({ length: 9 }, (_, at) => {
  const digit = `substr(siren, ${at + 1}, 1)`;
  return at % 2 === 0 ? digit : `${digit} * 2 - 9 * (${digit} > '4')`;
}).join(" + ");
const SIREN = `length(siren) = 9 AND siren NOT GLOB '*[^0-9]*' AND (${LUHN}) % 10 = 0`;

export const invoices: Migration = {
  name: "shop/051_invoices",
  sql: `
    ALTER TABLE clients ADD COLUMN siren TEXT CONSTRAINT clients_siren CHECK (siren IS NULL OR (${SIREN}));

    CREATE TABLE factures_demandees (
      -- Of a paid ticket, which stays: a foreign key would be looked up with every ticket that goes.
      vente_id TEXT PRIMARY KEY NOT NULL,
      siren TEXT NOT NULL CONSTRAINT factures_demandees_siren CHECK (${SIREN}),
      par_id INTEGER REFERENCES equipe (id),
      demandee_le TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
