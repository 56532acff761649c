/** The prices that an article has had: noted with each that changes, told the latest first. */
import type { JsonValue } from "../../shared/protocol.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Look } from "../database/application.ts";
import { UNKNOWN } from "./unknown.ts";

const note = (before: string) =>
  `BEGIN INSERT INTO _prix_produits (produit_id, depuis, avant, prix_ttc, par_id)
     VALUES (NEW.id, _now(), ${before}, NEW.prix_ttc, _actor_id()); END;`;

/** TEMP triggers: they know who changes it, by SQL or by a command. */
export const PRICE_HISTORY_GUARDS: readonly string[] = [
  `CREATE TEMP TRIGGER produits_premier_prix AFTER INSERT ON main.produits ${note("NULL")}`,
  `CREATE TEMP TRIGGER produits_autre_prix AFTER UPDATE OF prix_ttc ON main.produits WHEN NEW.prix_ttc <> OLD.prix_ttc
   ${note("OLD.prix_ttc")}`,
];

/** `prix`: `{depuis, avant, prix_ttc, par}`, cents, the latest first. */
export function pricesOf(look: Look, product: number | string): JsonValue {
  if (look.get("SELECT 1 FROM produits WHERE id = ?", product) === undefined) look.fail("not_found", UNKNOWN.product);
  return {
    prix: look.all(
      `SELECT p.depuis, p.avant, p.prix_ttc, e.nom AS par FROM _prix_produits p LEFT JOIN equipe e ON e.id = p.par_id
       WHERE p.produit_id = ? ORDER BY p.id DESC LIMIT ${LIMITS.pricesTold}`,
      product,
    ) as unknown as JsonValue,
  };
}
