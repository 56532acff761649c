/** A company asks for an invoice of what it has bought: the ticket stays as it is, and is handed to the platform with the SIREN. */
import type { Command } from "../../database/application.ts";
import { plainNumber } from "../../../shared/company_numbers.ts";
import { expectState, findSale } from "../sale.ts";

export function invoiceCommands(): Readonly<Record<string, Command>> {
  return {
    "ventes.facture": (tx, input) => {
      const { id, siren: given } = input as { id: string; siren: string | null };
      const sale = findSale(tx, id);
      expectState(tx, sale, "payee");
      if (sale.formation === 1) tx.fail("constraint_violation", { constraint: "rule:invoice_training" });
      const siren = given === null ? null : plainNumber(given);
      // Asked for by mistake, or by another: the latest word holds.
      tx.run("DELETE FROM factures_demandees WHERE vente_id = ?", id);
      if (siren !== null) {
        tx.run(
          "INSERT INTO factures_demandees (vente_id, siren, par_id, demandee_le) VALUES (?, ?, ?, ?)",
          id,
          siren,
          tx.actor.userId,
          tx.now,
        );
      }
      tx.event("facture_demandee", { vente_id: id, demandee: siren !== null });
      return { vente_id: id, siren, demandee_le: siren === null ? null : tx.now };
    },
  };
}
