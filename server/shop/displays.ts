/** What a customer display shows: the ticket that its till has in hand, then what was given and the change. Nobody's name is in it. */
import type { JsonValue } from "../../shared/protocol.ts";
import { LIMITS } from "../../shared/limits.ts";
import { ACCOUNT_MODE } from "../../shared/tender.ts";
import type { Look, Tx } from "../database/application.ts";
import { type CashSession, sessionOf } from "./cash_session.ts";
import { pickupNumber } from "./kitchens.ts";
import { linesOf, type SaleRow } from "./sale.ts";
import { hashOf } from "./spoken_codes.ts";

/** What the engine knows that no table holds. */
export interface Around {
  /** The numbers of those whose pages are connected. */
  readonly presents: readonly number[];
  /** Receipts that were given an address lately: the ticket's id → what the till was answered. */
  readonly answered: Readonly<Record<string, JsonValue>>;
}

/** For the screen that has this key; null where it opens nothing, or no more. */
export function shownTo(look: Look, cle: string, around: Around): JsonValue {
  const screen = look.get(
    `SELECT a.caisse, a.session_caisse_id FROM _afficheurs a JOIN caisses c ON c.nom = a.caisse
     WHERE a.empreinte = ? AND c.active = 1`,
    hashOf(cle),
  );
  if (screen === undefined) return null;
  const caisse = screen["caisse"] as string;
  const session = sessionOf(look, caisse);
  if (screen["session_caisse_id"] !== null && screen["session_caisse_id"] !== session?.id) return null;
  const { nom, demo } = look.get("SELECT nom, demo FROM boutique")!;
  // A till whose cashier has signed out, or whose page is gone, has nobody before it.
  const attended = session !== undefined && around.presents.includes(session.caissier_id);
  const sale = attended ? presentSale(look, session) : undefined;
  return {
    caisse,
    boutique: nom as string,
    demo: demo === 1,
    presente: attended,
    formation: session?.formation === 1,
    ticket: sale === undefined ? null : ticketOf(look, sale, around),
  };
}

/** After a backup was put back: the owner may have forgotten one since, and a code may have been used. None comes back to life. */
export function forgetDisplays(tx: Tx): void {
  tx.run("DELETE FROM _afficheurs");
  tx.run("DELETE FROM _codes_afficheur");
}

/** The one that changed last of what is in hand, what was rung up here and is being paid, and what was just paid. */
function presentSale(look: Look, { caisse, caissier_id }: CashSession): SaleRow | undefined {
  const before = (ms: number) => new Date(Date.parse(look.now) - ms).toISOString();
  return look.get(
    `SELECT * FROM (
       SELECT * FROM ventes WHERE etat = 'en_caisse' AND caissier_id = ?1 AND bail_jusqua > ?3
       UNION ALL SELECT * FROM ventes WHERE etat = 'brouillon' AND vendeur_id = ?1 AND cree_le > ?4 AND modifie_le > ?5
       UNION ALL SELECT * FROM (SELECT * FROM ventes WHERE caisse = ?2 AND numero IS NOT NULL ORDER BY numero DESC LIMIT 1)
       UNION ALL SELECT * FROM (
         SELECT * FROM ventes WHERE caisse = ?2 AND numero_formation IS NOT NULL ORDER BY numero_formation DESC LIMIT 1)
     ) WHERE etat <> 'payee' OR (caissier_id = ?1 AND payee_le > ?6) ORDER BY modifie_le DESC LIMIT 1`,
    caissier_id,
    caisse,
    look.now,
    before(LIMITS.displayDraftMs),
    before(LIMITS.ticketHeldMs),
    before(LIMITS.displayThanksMs),
  ) as unknown as SaleRow | undefined;
}

function ticketOf(look: Look, sale: SaleRow, { answered }: Around): JsonValue {
  const paid = sale.etat === "payee";
  // What goes on an account is a promise: it was not given.
  const sums = `coalesce(sum(montant) FILTER (WHERE mode <> '${ACCOUNT_MODE}'), 0) AS donne,
    coalesce(sum(montant) FILTER (WHERE mode = '${ACCOUNT_MODE}'), 0) AS compte`;
  const given = look.get(
    paid
      ? `SELECT ${sums}, coalesce(sum(rendu), 0) AS rendu FROM paiements WHERE vente_id = ?`
      : `SELECT ${sums}, 0 AS rendu FROM paiements_annonces WHERE vente_id = ? AND retire_le IS NULL`,
    sale.id,
  )!;
  const shared = answered[sale.id] as { readonly adresse: string } | undefined;
  const retrait = paid ? pickupNumber(look, sale.id) : null;
  return {
    id: sale.id,
    etat: sale.etat,
    formation: sale.formation === 1,
    lignes: linesOf(look, sale.id).map(({ libelle, quantite, unite, prix_unitaire_ttc, total_ttc }) => ({
      ...{ libelle, quantite, unite, prix_unitaire_ttc, total_ttc },
    })),
    remise: sale.remise,
    total_ttc: sale.total_ttc,
    donne: given["donne"] as number,
    compte: given["compte"] as number,
    rendu: given["rendu"] as number,
    ...retrait === null ? {} : { retrait },
    ...paid && shared !== undefined ? { recu: `/r/${shared.adresse}` } : {},
  };
}
