/** Prices by SQL, with a line and afterwards: the catalogue's, any where it is open, else as far as a role or the owner's word goes. */
import { LIMITS } from "../../shared/limits.ts";
import { capOn } from "./discount_guards.ts";

const FORBIDDEN = "comptoir:forbidden:lignes_vente:prix_unitaire_ttc";
/** Without a cap a seller changes no price, whoever might allow it. */
const tooFar = (event: "insert" | "update") =>
  `iif(cap = 0 AND _actor_role() <> 'caisse', raise(ABORT, '${FORBIDDEN}:${event}'), raise(ABORT, 'comptoir:owner_wanted:rule:price_cap'))`;

const CAP = capOn("prix_max", "(SELECT prix_accord FROM ventes WHERE id = NEW.vente_id)");
/** Whether a price is further from the ordinary one than the cap lets it be. */
const above = (ordinary: string) => `cap < 10000 AND abs(NEW.prix_unitaire_ttc - ${ordinary}) * 10000 > cap * ${ordinary}`;
/** Milliseconds as the beginning of a UUIDv7 has them; a till that makes it goes by its own clock, which may be ahead. */
const MADE = `(CAST(round(unixepoch(depuis, 'subsec') * 1000) AS INTEGER) + ${LIMITS.tillClockMs})`;
/** A price that the catalogue had once. */
const FORMER = "SELECT 1 FROM _prix_produits WHERE produit_id = NEW.produit_id AND avant = NEW.prix_unitaire_ttc";
/** A little while ago: a ticket that was in hand then keeps it, and its id tells since when it is. */
const HAD = `EXISTS (${FORMER}
  AND depuis > strftime('%Y-%m-%dT%H:%M:%fZ', _now(), '-${LIMITS.formerPriceHours} hours')
  AND substr(NEW.vente_id, 1, 13) <= printf('%08x-%04x', ${MADE} >> 16, ${MADE} & 65535))`;
/** Of its own draft alone. */
const OTHERS = "EXISTS (SELECT 1 FROM ventes WHERE id = OLD.vente_id AND (etat <> 'brouillon' OR vendeur_id <> _actor_id()))";
const ORDINARY = "coalesce(OLD.prix_ordinaire, OLD.prix_unitaire_ttc)";

export const PRICE_GUARDS: readonly string[] = [
  `CREATE TEMP TRIGGER lignes_vente_prix_ajout BEFORE INSERT ON main.lignes_vente
   WHEN NEW.prix_unitaire_ttc IS NOT NULL AND NEW.etiquette IS NULL AND NEW.prix_unitaire_ttc IS NOT
       (SELECT iif(prix_libre = 1, NEW.prix_unitaire_ttc, prix_ttc) FROM produits WHERE id = NEW.produit_id)
     AND NOT _in_command() AND NOT (NEW.prix_motif IS NULL AND ${HAD})
   BEGIN
     -- Nobody has said another price: the ticket is older than may be believed, or was begun when the price had changed already.
     SELECT raise(ABORT, 'rule:former_price') WHERE NEW.prix_motif IS NULL AND EXISTS (${FORMER});
     SELECT raise(ABORT, '${FORBIDDEN}:insert')
     WHERE NEW.prix_motif IS NULL OR NOT EXISTS (SELECT 1 FROM produits WHERE id = NEW.produit_id);
     SELECT ${tooFar("insert")} FROM ${CAP}, produits p WHERE p.id = NEW.produit_id AND ${above("p.prix_ttc")};
   END`,
  // What the schema itself completes is nobody's change.
  `CREATE TEMP TRIGGER lignes_vente_prix_siens BEFORE UPDATE OF prix_unitaire_ttc, prix_motif ON main.lignes_vente
   WHEN OLD.prix_unitaire_ttc IS NOT NULL AND NOT _in_command() AND ${OTHERS}
   BEGIN SELECT raise(ABORT, '${FORBIDDEN}:update'); END`,
  `CREATE TEMP TRIGGER lignes_vente_prix_change_plafond AFTER UPDATE OF prix_unitaire_ttc ON main.lignes_vente
   WHEN NEW.prix_unitaire_ttc <> OLD.prix_unitaire_ttc AND OLD.prix_libre = 0 AND NOT _in_command()
   BEGIN SELECT ${tooFar("update")} FROM ${CAP} WHERE ${above(ORDINARY)}; END`,
];
