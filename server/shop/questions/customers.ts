/** All that the shop keeps of one customer, for who asks to have it. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Question } from "../../database/application.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { accountOf } from "../customer_accounts.ts";
import { UNKNOWN } from "../unknown.ts";

export const customerQuestions: Readonly<Record<string, Question>> = {
  "clients.export": (look, input) => {
    const { id } = input as { id: string };
    const customer = /^\d{1,15}$/.test(id)
      ? look.get(
        "SELECT id, nom, telephone, email, adresse, note, siren, cree_le, dernier_contact FROM clients WHERE id = ?",
        Number(id),
      )
      : undefined;
    if (customer === undefined) look.fail("not_found", UNKNOWN.customer);
    const consents = look.all(
      `SELECT c.canal, c.accorde, c.note_le, e.nom AS par FROM consentements c LEFT JOIN equipe e ON e.id = c.par_id
       WHERE c.client_id = ? ORDER BY c.id`,
      Number(id),
    );
    const tickets = look.all(
      `SELECT v.id, v.type, v.caisse, v.numero, v.payee_le, v.total_ttc FROM ventes v
       WHERE v.client_id = ? AND v.etat = 'payee' ORDER BY v.payee_le LIMIT ?`,
      Number(id),
      LIMITS.exportedTickets,
    );
    const linesOf = (ticket: string) =>
      look.all("SELECT libelle, quantite, total_ttc FROM lignes_vente WHERE vente_id = ? ORDER BY position, id", ticket);
    return {
      client: customer,
      consentements: consents,
      compte: accountOf(look, Number(id), 0),
      mouvements_compte: look.all(
        "SELECT cree_le AS le, genre, montant, mode, vente_id FROM mouvements_compte WHERE client_id = ? AND formation = 0 ORDER BY id LIMIT ?",
        Number(id),
        LIMITS.exportedTickets,
      ),
      achats: tickets.map((ticket) => ({ ...ticket, lignes: linesOf(String(ticket["id"])) })),
    } as unknown as JsonValue;
  },
};
