/** Paid tickets by their amount, and refunds by their moment: the owner looks for one among years of them. */
import type { Migration } from "../../database/application.ts";

export const ticketSearch: Migration = {
  name: "shop/023_ticket_search",
  // Of what is paid alone: a ticket on its way, which changes with each line, is in neither.
  sql: `
    CREATE INDEX ventes_montant ON ventes (total_ttc, payee_le) WHERE payee_le IS NOT NULL;
    CREATE INDEX ventes_avoirs ON ventes (payee_le) WHERE payee_le IS NOT NULL AND type = 'avoir';
  `,
};
