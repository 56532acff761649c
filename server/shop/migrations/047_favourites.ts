/** Articles that every till shows first, by the owner's word. */
import type { Migration } from "../../database/application.ts";

export const favourites: Migration = {
  name: "shop/047_favourites",
  sql: `ALTER TABLE produits ADD COLUMN favori INTEGER NOT NULL DEFAULT 0 CHECK (favori IN (0, 1));`,
};
