/** Customers: what names a person can be erased on request, and no chain breaks. */
import type { Command } from "../../database/application.ts";

export function clientCommands(): Readonly<Record<string, Command>> {
  return {
    "clients.effacer": (tx, input) => {
      const id = Number((input as { id: string }).id);
      if (!Number.isSafeInteger(id)) tx.fail("not_found");
      const { changes } = tx.run(
        "UPDATE clients SET nom = '—', telephone = NULL, email = NULL, adresse = NULL, note = NULL WHERE id = ?",
        id,
      );
      if (changes === 0) tx.fail("not_found");
      tx.event("client_efface", { client_id: id });
      // The journal holds salted hashes: without the salt they say nothing any more.
      tx.forget("clients", { id });
      return { id };
    },
  };
}
