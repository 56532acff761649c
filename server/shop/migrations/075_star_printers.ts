/** Printers that are spoken to as Star's are. */
import type { Migration } from "../../database/application.ts";

export const starPrinters: Migration = {
  name: "shop/075_star_printers",
  sql: `
    -- How a Star says that it is well is not read: it is one that does not answer.
    ALTER TABLE imprimantes ADD COLUMN langage TEXT NOT NULL DEFAULT 'escpos'
      CONSTRAINT imprimantes_langage CHECK (langage = 'escpos' OR (langage = 'star' AND repond = 0));
  `,
};
