/** The X report: how a till's open session stands. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look } from "../database/application.ts";
import { type CashSession, expectedCash } from "./cash_session.ts";
import { ACCOUNT } from "./customer_accounts.ts";
import { correctionsOf } from "./corrections.ts";
import { paidDetailsOf } from "./detail_totals.ts";
import { outsideTotals } from "./outside_vat.ts";
import { cashAllowed, movesOf } from "./drawer_totals.ts";
import { nameOf } from "./sale.ts";
import { settledOf } from "./settlements.ts";
import { zoneOf } from "./time_zone.ts";

/** Cash is left out for a cashier, who is to count without knowing. */
export function xReport(look: Look, session: CashSession, withCash: boolean): JsonValue {
  const tickets = look.all(
    `SELECT v.type, count(*) AS nombre, coalesce(sum(v.total_ttc - v.hors_champ), 0) AS total_ttc FROM encaissements e
     JOIN ventes v ON v.id = e.vente_id WHERE e.session_caisse_id = ? GROUP BY v.type`,
    session.id,
  );
  const taux = look.all(
    `SELECT t.taux, sum(t.ttc) AS ttc, sum(t.ht) AS ht, sum(t.tva) AS tva FROM ventes_tva t
     JOIN encaissements e ON e.vente_id = t.vente_id WHERE e.session_caisse_id = ? GROUP BY t.taux ORDER BY t.taux`,
    session.id,
  );
  const horsChamp = outsideTotals(
    look,
    "JOIN encaissements e ON e.vente_id = h.vente_id WHERE e.session_caisse_id = ?",
    session.id,
  );
  const modes = look.all(
    `SELECT mode, sum(nombre) AS nombre, sum(montant - rendu) AS total FROM paiements WHERE session_caisse_id = ?
     GROUP BY mode HAVING sum(nombre) <> 0 OR total <> 0 ORDER BY mode`,
    session.id,
  );
  const shown = {
    caisse: session.caisse,
    caissier: nameOf(look, session.caissier_id),
    ouverte_le: session.ouverte_le,
    etabli_le: look.now,
    fuseau: zoneOf(look),
    formation: session.formation === 1,
  };
  // What was moved, and what came in for accounts, is known to who took it.
  const mouvements = movesOf(look, "m.session_caisse_id = ?", [session.id]);
  const regle = settledOf(look, "m.session_caisse_id = ?", [session.id]);
  // Totals and the other means together would tell the cash as well.
  if (!withCash) {
    const counted = tickets.map(({ type, nombre }) => ({ type: type as string, nombre: Number(nombre) }));
    return { ...shown, tickets: counted, mouvements, comptes: { regle } } as unknown as JsonValue;
  }
  return {
    ...shown,
    fond: session.fond,
    fond_attendu: session.fond_attendu,
    fond_ecart: session.fond_ecart,
    especes_attendues: expectedCash(look, session),
    tickets,
    taux,
    hors_champ: horsChamp,
    paiements: modes,
    mouvements,
    comptes: { accorde: modes.find(({ mode }) => mode === ACCOUNT)?.["total"] ?? 0, regle },
    corrections: correctionsOf(look, "WHERE c.session_caisse_id = ?", [session.id]),
    especes_accordees: cashAllowed(look, "JOIN encaissements e ON e.vente_id = a.vente_id AND e.session_caisse_id = ?", [
      session.id,
    ]),
    ...paidDetailsOf(look, "v.id IN (SELECT vente_id FROM encaissements WHERE session_caisse_id = ?)", [session.id]),
  } as unknown as JsonValue;
}
