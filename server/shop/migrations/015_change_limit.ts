/** From how much change on the till asks again before it takes the money: the owner's own figure. */
import type { Migration } from "../../database/application.ts";
import { LIMITS } from "../../../shared/limits.ts";

export const changeLimit: Migration = {
  name: "shop/015_change_limit",
  sql: `
    -- Cents. More change than that, and than four times what is due, is asked for again in words.
    ALTER TABLE boutique ADD COLUMN rendu_confirme INTEGER NOT NULL DEFAULT 20000
      CHECK (rendu_confirme BETWEEN 0 AND ${LIMITS.cashCents});
  `,
};
