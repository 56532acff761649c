/** Tills at which people take turns: which of them take PINs, and when such a till asks again who stands before it. */
import type { Migration } from "../../database/application.ts";

export const pinTills: Migration = {
  name: "shop/046_pin_tills",
  sql: `
    -- The owner's word for each: a few digits open it, so it is not every till's.
    ALTER TABLE caisses ADD COLUMN codes_pin INTEGER NOT NULL DEFAULT 0 CHECK (codes_pin IN (0, 1));

    -- Whether each ticket ends with the question who is next, and after how many minutes of rest it is asked; 0 for never.
    ALTER TABLE boutique ADD COLUMN verrou_ticket INTEGER NOT NULL DEFAULT 0 CHECK (verrou_ticket IN (0, 1));
    ALTER TABLE boutique ADD COLUMN verrou_minutes INTEGER NOT NULL DEFAULT 0 CHECK (verrou_minutes BETWEEN 0 AND 60);
  `,
};
