/**
 * How far discounts by SQL may go: a role's cap, or what the owner has allowed on the ticket. No line goes beyond it, nor
 * do a ticket's lines and its own discount together. Beyond it `comptoir:owner_wanted:rule:discount_cap` is raised.
 */

/** The caller's cap on a ticket, in basis points. */
export const capOn = (kind: "remise_max" | "prix_max", allowed: string) =>
  `(SELECT max(iif(_actor_role() = 'caisse', ${kind}_caisse, ${kind}_vendeur), coalesce(${allowed}, 0)) AS cap FROM boutique)`;

/** What a discount within the cap takes off at most, half up. */
const most = (cents: string) => `((${cents}) * cap + 5000) / 10000`;

/** The price may still be on its way from the catalogue. */
const GROSS =
  `(abs(NEW.quantite) * coalesce(NEW.prix_unitaire_ttc, (SELECT prix_ttc FROM produits WHERE id = NEW.produit_id)) + 500) / 1000`;

/** Without a cap a seller discounts nothing, whatever the amount. */
const lineCap = (name: string, event: string, changed: string) => `
  CREATE TEMP TRIGGER lignes_vente_remise_${name} AFTER ${event} ON main.lignes_vente
  WHEN (${changed}) AND NOT _in_command()
  BEGIN
    SELECT iif(cap = 0 AND _actor_role() <> 'caisse',
      raise(ABORT, 'comptoir:forbidden:lignes_vente:' || iif(NEW.remise_taux > 0, 'remise_taux', 'remise') || ':${
  event.slice(0, 6).toLowerCase()
}'),
      raise(ABORT, 'comptoir:owner_wanted:rule:discount_cap'))
    FROM ${capOn("remise_max", "(SELECT remise_accord FROM ventes WHERE id = NEW.vente_id)")}
    WHERE cap < 10000 AND ((cap = 0 AND _actor_role() <> 'caisse')
      OR iif(NEW.remise_taux > 0, NEW.remise_taux > cap, NEW.remise > ${most(GROSS)}));
  END`;

export const DISCOUNT_GUARDS: readonly string[] = [
  lineCap("ajout", "INSERT", "NEW.remise <> 0 OR NEW.remise_taux <> 0"),
  // The amount that follows a rate is nobody's doing.
  lineCap(
    "change",
    "UPDATE OF remise, remise_taux",
    "NEW.remise_taux <> OLD.remise_taux OR (NEW.remise_taux = 0 AND NEW.remise <> OLD.remise)",
  ),
  `CREATE TEMP TRIGGER ventes_remise_plafond AFTER UPDATE OF total_ttc, remise_taux ON main.ventes
   WHEN (NEW.remise_taux > OLD.remise_taux
       OR (NEW.remise > 0 AND NEW.avant_remises - NEW.total_ttc > OLD.avant_remises - OLD.total_ttc))
     AND _actor_role() = 'caisse' AND NOT _in_command()
   BEGIN
     SELECT raise(ABORT, 'comptoir:owner_wanted:rule:discount_cap') FROM ${capOn("remise_max", "NEW.remise_accord")}
     WHERE cap < 10000
       AND (NEW.remise_taux > cap OR NEW.avant_remises - NEW.total_ttc > ${most("NEW.avant_remises - NEW.sans_remise")});
   END`,
];
