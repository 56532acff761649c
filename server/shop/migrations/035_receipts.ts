/** A receipt on request: what the shop offers by itself, receipts that a customer opens on a phone, and articles whose receipt is always printed. */
import type { Migration } from "../../database/application.ts";

export const receipts: Migration = {
  name: "shop/035_receipts",
  sql: `
    -- What a till offers once a ticket is paid. A shop that has sold goes on as it did.
    ALTER TABLE boutique ADD COLUMN recu TEXT NOT NULL DEFAULT 'aucun' CHECK (recu IN ('aucun', 'papier', 'qr'));
    UPDATE boutique SET recu = 'papier' WHERE EXISTS (SELECT 1 FROM ventes);

    -- Its receipt is the proof of the legal warranty: printed unasked.
    ALTER TABLE produits ADD COLUMN garantie_legale INTEGER NOT NULL DEFAULT 0 CHECK (garantie_legale IN (0, 1));
    -- Cards that were refused or taken off, by ticket: looked up by each payment.
    CREATE INDEX paiements_annonces_retires ON paiements_annonces (vente_id) WHERE retire_le IS NOT NULL;

    -- Receipts that anybody may read who has the address: of that only the SHA-256 is here, hexadecimal.
    CREATE TABLE _recus_partages (
      vente_id TEXT PRIMARY KEY NOT NULL REFERENCES ventes (id),
      empreinte TEXT NOT NULL UNIQUE CHECK (length(empreinte) = 64),
      expire_le TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX _recus_partages_expires ON _recus_partages (expire_le);
  `,
};
