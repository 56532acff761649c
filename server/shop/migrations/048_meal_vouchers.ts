/** What meal vouchers may pay: which articles, and how much in a day. */
import type { Migration } from "../../database/application.ts";
import { LIMITS } from "../../../shared/limits.ts";

export const mealVouchers: Migration = {
  name: "shop/048_meal_vouchers",
  sql: `
    -- As long as no article is marked, the shop has not said which ones they buy, and they buy all.
    ALTER TABLE produits ADD COLUMN titre_restaurant INTEGER NOT NULL DEFAULT 0
      CONSTRAINT produits_titre_restaurant CHECK (titre_restaurant IN (0, 1) AND (titre_restaurant = 0 OR nature = 'bien'));
    -- Cents of a day and customer; 0 where none are taken.
    ALTER TABLE boutique ADD COLUMN titre_restaurant_max INTEGER NOT NULL DEFAULT 2500
      CHECK (titre_restaurant_max BETWEEN 0 AND ${LIMITS.cashCents});
  `,
};
