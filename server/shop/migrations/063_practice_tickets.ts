/** Tickets of practice are found by themselves: they are few, and a list of them, or of all the others' sum, walked through every sale. */
import type { Migration } from "../../database/application.ts";

export const practiceTickets: Migration = {
  name: "shop/063_practice_tickets",
  sql: "CREATE INDEX ventes_formation ON ventes (payee_le, total_ttc) WHERE payee_le IS NOT NULL AND formation = 1;",
};
