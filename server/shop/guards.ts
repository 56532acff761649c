/**
 * Rules that depend on who asks: TEMP triggers of the writer's connection. They raise
 * `comptoir:forbidden:TABLE:COLUMN:OPERATION`, answered as 403 `forbidden`.
 *
 * Commands pass: what they may do is written in each of them.
 */
import { LINE_CHANGES } from "./rights.ts";
import { DISCOUNT_GUARDS } from "./discount_guards.ts";
import { PRICE_GUARDS } from "./price_guards.ts";
import { PRICE_HISTORY_GUARDS } from "./price_history.ts";

const forbidden = (table: string, column: string, operation: string) =>
  `BEGIN SELECT raise(ABORT, 'comptoir:forbidden:${table}:${column}:${operation}'); END;`;

/** What a till may change of a sale. */
const SALE_COLUMNS = "etat, client_id, note";

// Conditions on columns stand first and functions last: SQLite stops at the first that is false.

/** A line's sale, when it is there already; a line of somebody else's or of a sent ticket is not to be touched. */
const lineGuard = (event: "INSERT" | "UPDATE" | "DELETE", row: "NEW" | "OLD", columns: readonly string[] = []) => `
  CREATE TEMP TRIGGER lignes_vente_siennes_${event.toLowerCase()}
  BEFORE ${event}${columns.length === 0 ? "" : ` OF ${columns.join(", ")}`} ON main.lignes_vente
  WHEN EXISTS (SELECT 1 FROM ventes WHERE id = ${row}.vente_id AND (etat <> 'brouillon' OR vendeur_id <> _actor_id()))
    AND NOT _in_command() ${forbidden("lignes_vente", "vente_id", event.toLowerCase())}`;

const NO_DEPOSIT = "(SELECT nature FROM produits WHERE id = NEW.produit_id) IS NOT 'consigne'";

/** A rate or name other than the catalogue's comes with no line, but for the name of an article whose price is open. */
const catalogueGuard = (column: string, source: string) => `
  CREATE TEMP TRIGGER lignes_vente_catalogue_${column} BEFORE INSERT ON main.lignes_vente
  WHEN NEW.${column} IS NOT NULL AND NEW.${column} IS NOT (SELECT ${source} FROM produits WHERE id = NEW.produit_id)
    AND NOT _in_command() ${forbidden("lignes_vente", column, "insert")}`;

/**
 * Tells whose a code is before UNIQUE refuses it to another. It must not refuse by itself: an upsert goes on.
 * `holders` are those who have the code, with their `libelle`.
 */
const codeGuard = (table: string, column: string, holders: string) =>
  [["ajout", "INSERT"], ["change", `UPDATE OF ${column}`]].map(([name, event]) => `
  CREATE TEMP TRIGGER ${table}_code_tenu_${name} BEFORE ${event} ON main.${table} WHEN NEW.${column} IS NOT NULL
  BEGIN SELECT _held_by('${table}.${column}', libelle) FROM ${holders} = NEW.${column}; END`);

/**
 * The largest key that SQL may give a customer: after 2^63 − 1 SQLite would draw the next ones at random,
 * beyond what JSON carries as numbers. From 2^52 on there is room for ever.
 */
const CUSTOMER_ID_MAX = 2 ** 52;

export const GUARDS: readonly string[] = [
  `CREATE TEMP TRIGGER clients_cle BEFORE INSERT ON main.clients
   WHEN NEW.id > ${CUSTOMER_ID_MAX} ${forbidden("clients", "id", "insert")}`,
  // One trigger: each costs every new ticket as much as all three conditions.
  `CREATE TEMP TRIGGER ventes_nouvelles BEFORE INSERT ON main.ventes
   WHEN (NEW.etat <> 'brouillon' OR NEW.type <> 'vente' OR NEW.vendeur_id <> _actor_id()) AND NOT _in_command()
   BEGIN SELECT iif(NEW.etat <> 'brouillon', raise(ABORT, 'comptoir:forbidden:ventes:etat:insert'),
     iif(NEW.type <> 'vente', raise(ABORT, 'comptoir:forbidden:ventes:type:insert'),
       raise(ABORT, 'comptoir:forbidden:ventes:vendeur_id:insert'))); END;`,
  // Whoever is in training sells in training, named in the insert or not: one look at the team tells both.
  `CREATE TEMP TRIGGER ventes_vendeur AFTER INSERT ON main.ventes
   WHEN NEW.vendeur_id IS NULL OR EXISTS (SELECT 1 FROM equipe WHERE id = NEW.vendeur_id AND formation = 1)
   BEGIN UPDATE ventes SET (vendeur_id, formation) = (SELECT id, formation FROM equipe WHERE id = coalesce(NEW.vendeur_id, _actor_id()))
   WHERE id = NEW.id; END;`,
  // What else changes is kept by the database, version and modifie_le after an update that ended the draft.
  `CREATE TEMP TRIGGER ventes_siennes BEFORE UPDATE OF ${SALE_COLUMNS} ON main.ventes
   WHEN OLD.vendeur_id IS NOT NULL AND (OLD.etat <> 'brouillon' OR OLD.vendeur_id <> _actor_id()) AND NOT _in_command()
   ${forbidden("ventes", "", "update")}`,
  // A cashier discounts her own draft, or the ticket that she has in hand: not what waits, nor what another holds. The
  // discount that is there already neither: the ticket's version would rise under whoever is about to be paid. What comes
  // with a change of lines has been judged with it.
  `CREATE TEMP TRIGGER ventes_remise_siennes BEFORE UPDATE OF remise, remise_taux, remise_motif ON main.ventes
   WHEN NEW.nombre_lignes = OLD.nombre_lignes AND NEW.avant_remises = OLD.avant_remises
     AND NOT (OLD.etat = 'brouillon' AND OLD.vendeur_id = _actor_id())
     AND NOT (OLD.etat = 'en_caisse' AND OLD.caissier_id = _actor_id()) AND NOT _in_command()
   ${forbidden("ventes", "remise", "update")}`,
  `CREATE TEMP TRIGGER ventes_etat BEFORE UPDATE OF etat ON main.ventes
   WHEN NEW.etat NOT IN (OLD.etat, 'annulee') AND NOT _in_command() ${forbidden("ventes", "etat", "update")}`,
  // Deposits alone come back by SQL; how, the schema says.
  `CREATE TEMP TRIGGER lignes_vente_positives BEFORE INSERT ON main.lignes_vente
   WHEN NEW.quantite < 0 AND ${NO_DEPOSIT} AND NOT _in_command() ${forbidden("lignes_vente", "quantite", "insert")}`,
  `CREATE TEMP TRIGGER lignes_vente_restent_positives BEFORE UPDATE OF quantite ON main.lignes_vente
   WHEN NEW.quantite < 0 AND ${NO_DEPOSIT} AND NOT _in_command() ${forbidden("lignes_vente", "quantite", "update")}`,
  // The owner may set a stock by SQL: that too leaves its movement. Commands write their own, with their reason.
  `CREATE TEMP TRIGGER produits_mouvement AFTER UPDATE OF stock ON main.produits WHEN NEW.stock <> OLD.stock AND NOT _in_command()
   BEGIN INSERT INTO mouvements_stock (produit_id, quantite, motif, par_id, cree_le)
     VALUES (NEW.id, NEW.stock - OLD.stock, 'inventaire', _actor_id(), _now()); END;`,
  ...codeGuard("produits", "code_barres", "produits WHERE code_barres"),
  ...codeGuard("codes_produits", "code", "codes_produits c JOIN produits p ON p.id = c.produit_id WHERE c.code"),
  lineGuard("INSERT", "NEW"),
  // What the schema itself completes is nobody's change.
  lineGuard("UPDATE", "OLD", LINE_CHANGES),
  lineGuard("DELETE", "OLD"),
  catalogueGuard("tva", "tva"),
  catalogueGuard("libelle", "iif(prix_libre = 1, NEW.libelle, libelle)"),
  ...PRICE_GUARDS,
  ...PRICE_HISTORY_GUARDS,
  ...DISCOUNT_GUARDS,
];
