/** When the shop closes by itself: the owner's own word, NULL for never. */
import type { Migration } from "../../database/application.ts";

export const automaticClosing: Migration = {
  name: "shop/040_automatic_closing",
  sql: `
    -- The shop's time of day. From noon on it closes the day that is going on, before noon the one that is over.
    ALTER TABLE boutique ADD COLUMN heure_cloture TEXT
      CHECK (heure_cloture GLOB '[0-2][0-9]:[0-5][0-9]' AND heure_cloture < '24:00');
  `,
};
