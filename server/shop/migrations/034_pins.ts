/** People who take turns at one till: it may lock itself after each ticket. */
import type { Migration } from "../../database/application.ts";

export const pins: Migration = {
  name: "shop/034_pins",
  sql: `ALTER TABLE boutique ADD COLUMN verrou_ticket INTEGER NOT NULL DEFAULT 0 CHECK (verrou_ticket IN (0, 1));`,
};
