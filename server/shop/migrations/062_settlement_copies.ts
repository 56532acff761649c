/** Copies of a settlement's receipt are found by its number: the next one bears the next number. */
import type { Migration } from "../../database/application.ts";

export const settlementCopies: Migration = {
  name: "shop/062_settlement_copies",
  sql: "CREATE INDEX journal_fiscal_reglement ON journal_fiscal (contenu ->> 'reglement') WHERE genre = 'duplicata';",
};
