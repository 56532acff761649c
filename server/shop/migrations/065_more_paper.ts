/** More than receipts goes to a till's printer; and one address for each printer. */
import type { Migration } from "../../database/application.ts";

/** The same number with a nought before it would be another printer, with a queue of its own. */
const NOUGHTS = "NEW.adresse GLOB '0[0-9]*' OR NEW.adresse GLOB '*.0[0-9]*'";

export const morePaper: Migration = {
  name: "shop/065_more_paper",
  // What was a CHECK grows with each document: only commands write there.
  lifts: { impressions: "CHECK (genre IN ('essai', 'recu', 'duplicata', 'tiroir'))" },
  sql: ["INSERT", "UPDATE OF adresse"].map((event) => `
    CREATE TRIGGER imprimantes_adresse_${event.slice(0, 6).toLowerCase()} BEFORE ${event} ON imprimantes WHEN ${NOUGHTS}
    BEGIN SELECT raise(ABORT, 'rule:printer_address_noughts'); END;`).join(""),
};
