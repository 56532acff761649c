/** What the shops of a chain have of each article, as each told it last: an article is the same where a code of it is. */
import type { Asking } from "./connection.ts";
import type { StockElsewhere } from "./inquiry.ts";
import { bounded, momentOf } from "./told_values.ts";

/** Rows as one text: the driver would write what is JSON to the database as JSON once more. */
export const LISTED = (at: number, columns: string) => `json_to_recordset($${at}::text::json) AS r(${columns})`;

/** Of more shops than anybody reads the fullest. */
const MOST = 100;

/** The others', the fullest first. */
export async function stockElsewhere(asking: Asking, shop: string, codes: readonly string[]): Promise<StockElsewhere[]> {
  const { rows } = await asking.ask<Omit<StockElsewhere, "at"> & { readonly at: number }>(
    `SELECT DISTINCT s.shop, ${bounded("p.nom")} AS name, s.produit_id, ${bounded("s.libelle")} AS label, ${
      bounded("s.unite")
    } AS unit, s.quantite::text AS quantity, s.quantite,
       extract(epoch FROM p.stock_le)::float8 AS at
     FROM comptoir.stock_partage s JOIN comptoir.partages p ON p.shop = s.shop
     WHERE s.shop <> $1 AND s.code IN (SELECT r.code FROM ${LISTED(2, "code text")})
     ORDER BY s.quantite DESC, name, s.shop, s.produit_id LIMIT ${MOST}`,
    [shop, JSON.stringify(codes.map((code) => ({ code })))],
  );
  return rows.map(({ shop, name, label, unit, quantity, at }) => ({
    ...{ shop, name, label, unit, quantity },
    at: momentOf(at),
  }));
}
