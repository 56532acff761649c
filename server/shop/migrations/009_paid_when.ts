/** Tickets by the moment of their payment: what was paid since a closing is looked for at every start. */
import type { Migration } from "../../database/application.ts";

export const paidWhen: Migration = {
  name: "shop/009_paid_when",
  sql: `
    CREATE INDEX ventes_payee_le ON ventes (payee_le) WHERE payee_le IS NOT NULL;
  `,
};
