/** Customers: two who are one become one, and what names a person can be erased on request. No chain breaks. */
import type { Command, Tx } from "../../database/application.ts";
import { expectNothingOwed, mergeAccounts } from "../customer_accounts.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { countSilent, silentCustomers } from "../silent_customers.ts";
import { UNKNOWN } from "../unknown.ts";
import { rowId } from "../row_id.ts";

export function customerCommands(): Readonly<Record<string, Command>> {
  return {
    "clients.effacer": (tx, input) => {
      const id = rowId(tx, input, UNKNOWN.customer);
      expectCustomer(tx, id);
      expectNothingOwed(tx, id);
      erase(tx, id);
      tx.event("client_efface", { client_id: id });
      return { id };
    },

    "clients.effacer_silencieux": (tx) => {
      const gone = silentCustomers(tx, LIMITS.erasedAtOnce);
      for (const id of gone) erase(tx, id);
      tx.event("clients_effaces", { nombre: gone.length });
      const { all, owing } = countSilent(tx);
      return { effaces: gone.length, restent: all - owing, a_payer: owing };
    },

    "clients.consentir": (tx, input) => {
      const { canal, accorde } = input as { canal: string; accorde: boolean };
      const id = rowId(tx, input, UNKNOWN.customer);
      expectCustomer(tx, id);
      tx.run(
        "INSERT INTO consentements (client_id, canal, accorde, par_id, note_le) VALUES (?, ?, ?, ?, ?)",
        id,
        canal,
        Number(accorde),
        tx.actor.userId,
        tx.now,
      );
      tx.event("consentement", { client_id: id, canal, accorde });
      return { client_id: id, canal, accorde, note_le: tx.now, par: tx.actor.username };
    },

    "clients.fusionner": (tx, input) => {
      const { dans } = input as { dans: number };
      const id = rowId(tx, input, UNKNOWN.customer);
      if (dans === id) tx.fail("constraint_violation", { constraint: "clients: un client ne se fusionne pas avec lui-même" });
      for (const one of [id, dans]) {
        expectCustomer(tx, one);
        if (tx.get("SELECT 1 FROM clients_fusionnes WHERE client_id = ?", one) !== undefined) {
          tx.fail("constraint_violation", { constraint: "clients: ce client est déjà fusionné dans un autre", client_id: one });
        }
      }
      // First, for paid tickets follow a recorded merge and nothing else.
      tx.run(
        "INSERT INTO clients_fusionnes (client_id, dans_id, par_id, fusionne_le) VALUES (?, ?, ?, ?)",
        id,
        dans,
        tx.actor.userId,
        tx.now,
      );
      const { changes } = tx.run("UPDATE ventes SET client_id = ? WHERE client_id = ?", dans, id);
      mergeAccounts(tx, id, dans);
      tx.run("UPDATE consentements SET client_id = ? WHERE client_id = ?", dans, id);
      tx.run(
        `UPDATE clients SET telephone = coalesce(clients.telephone, old.telephone), email = coalesce(clients.email, old.email),
           adresse = coalesce(clients.adresse, old.adresse), siren = coalesce(clients.siren, old.siren), note = coalesce(clients.note, old.note),
           dernier_contact = nullif(max(coalesce(clients.dernier_contact, ''), coalesce(old.dernier_contact, '')), '')
         FROM clients old WHERE clients.id = ? AND old.id = ?`,
        dans,
        id,
      );
      erase(tx, id);
      tx.event("clients_fusionnes", { client_id: id, dans, ventes: changes });
      return { id: dans, fusionne: id, ventes: changes };
    },
  };
}

function expectCustomer(tx: Tx, id: number | string): void {
  if (tx.get("SELECT 1 FROM clients WHERE id = ?", id) === undefined) tx.fail("not_found", UNKNOWN.customer);
}

/** The row stays, for what refers to it; what the journal and kept answers hold of it says nothing any more. */
function erase(tx: Tx, id: number | string): void {
  tx.run(
    "UPDATE clients SET nom = '—', telephone = NULL, email = NULL, adresse = NULL, note = NULL, siren = NULL, dernier_contact = NULL WHERE id = ?",
    id,
  );
  tx.run("DELETE FROM consentements WHERE client_id = ?", id);
  tx.run("DELETE FROM _imports_lignes WHERE quoi = 'clients' AND cle = ?", id);
  tx.forget("clients", { id });
}
