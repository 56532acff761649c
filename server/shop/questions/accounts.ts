/** A customer's account as a statement: what was left to pay, what was settled, and what is owed after each. */
import type { JsonValue } from "../../../shared/protocol.ts";
import { settlementNumber } from "../../../shared/settlement.ts";
import type { Look, Question } from "../../database/application.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { trainingOf } from "../cash_session.ts";
import { accountOf } from "../customer_accounts.ts";
import { printedNumber } from "../sale.ts";
import { settlementsOf } from "../settlement_copies.ts";
import { zoneOf } from "../time_zone.ts";
import { UNKNOWN } from "../unknown.ts";

export const accountQuestions: Readonly<Record<string, Question>> = {
  "comptes.reglements": (look, input) => {
    const { id } = customerIn(look, input);
    return { reglements: settlementsOf(look, id as number, trainingOf(look, look.actor.userId)) };
  },

  "comptes.releve": (look, input) => {
    const client = customerIn(look, input);
    const id = client["id"] as number;
    const { plafond, solde } = accountOf(look, id, 0) ?? { plafond: 0, solde: 0 };
    const rows = look.all(MOVES, id, LIMITS.statementMoves).reverse();
    const listed = rows.reduce((sum, { montant }) => sum + Number(montant), 0);
    const report = solde - listed;
    let after = report;
    return {
      client,
      boutique: look.get("SELECT nom, adresse, telephone, siret, tva_intracommunautaire FROM boutique"),
      etabli_le: look.now,
      fuseau: zoneOf(look),
      plafond,
      solde,
      report,
      mouvements: rows.map(({ evenement, caisse, ticket, ...row }) => ({
        ...row,
        numero: evenement === null ? printedNumber(caisse as string, ticket as number) : settlementNumber(Number(evenement)),
        solde: after += Number(row["montant"]),
      })),
    } as unknown as JsonValue;
  },
};

function customerIn(look: Look, input: unknown): Readonly<Record<string, unknown>> {
  const { id } = input as { id: string };
  const client = /^\d{1,15}$/.test(id)
    ? look.get("SELECT id, nom, adresse, telephone, email FROM clients WHERE id = ?", Number(id))
    : undefined;
  return client ?? look.fail("not_found", UNKNOWN.customer);
}

const MOVES = `
  SELECT m.id, m.cree_le AS le, m.genre, m.montant, m.mode, m.motif, m.vente_id, m.evenement, v.caisse, v.numero AS ticket, e.nom AS par
  FROM mouvements_compte m LEFT JOIN ventes v ON v.id = m.vente_id LEFT JOIN equipe e ON e.id = m.par_id
  WHERE m.client_id = ? AND m.formation = 0 ORDER BY m.id DESC LIMIT ?`;
