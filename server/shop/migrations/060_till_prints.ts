/** A till's list of what it did not print is found without a walk through all that was. */
import type { Migration } from "../../database/application.ts";

export const tillPrints: Migration = {
  name: "shop/060_till_prints",
  sql: `
    CREATE INDEX impressions_en_suspens ON impressions (caisse, id) WHERE etat IN ('en_attente', 'envoyee', 'refusee', 'inconnue');
  `,
};
