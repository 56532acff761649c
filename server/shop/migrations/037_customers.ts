/** What a customer has agreed to, channel by channel, and when somebody was last in touch: whoever has been silent for long is to be erased. */
import type { Migration } from "../../database/application.ts";

export const customers: Migration = {
  name: "shop/037_customers",
  sql: `
    -- Set by hand: purchases and consents tell by themselves.
    ALTER TABLE clients ADD COLUMN dernier_contact TEXT CHECK (length(dernier_contact) <= 40);

    -- Each word given or taken back; the latest of a channel holds.
    CREATE TABLE consentements (
      id INTEGER PRIMARY KEY,
      client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
      canal TEXT NOT NULL CHECK (canal IN ('email', 'sms', 'telephone', 'courrier')),
      accorde INTEGER NOT NULL CHECK (accorde IN (0, 1)),
      par_id INTEGER REFERENCES equipe (id),
      note_le TEXT NOT NULL
    ) STRICT;
    CREATE INDEX consentements_client ON consentements (client_id);
  `,
};
