/** The team: who is in training. What such a person does is recorded, marked, and counts nowhere. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { UNKNOWN } from "../unknown.ts";
import { rowId } from "../row_id.ts";

export function teamCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "equipe.formation": (tx, input) => {
      const { formation } = input as { formation: boolean };
      const person = findPerson(tx, rowId(tx, input, UNKNOWN.person));
      if (person["role"] === "administrateur") {
        tx.fail("constraint_violation", {
          constraint: "equipe: un administrateur ne tient pas de caisse, il n'y est pas en formation",
        });
      }
      const [id, nom] = [person["id"] as number | string, person["nom"] as string];
      if ((person["formation"] === 1) === formation) return person as unknown as JsonValue;
      expectIdle(tx, id, nom);
      tx.run("UPDATE equipe SET formation = ? WHERE id = ?", formation ? 1 : 0, id);
      fiscal.append(tx, EVENTS, "formation", { code: null, personne_id: id, personne: nom, formation, par: tx.actor.username });
      tx.event("formation", { personne_id: id, formation });
      return findPerson(tx, id) as unknown as JsonValue;
    },
  };
}

function findPerson(tx: Tx, id: number | string) {
  return tx.get("SELECT id, nom, role, actif, formation FROM equipe WHERE id = ?", id) ?? tx.fail("not_found", UNKNOWN.person);
}

/** What somebody has under way was begun for practice or for good, and ends as it began. */
function expectIdle(tx: Tx, id: number | string, nom: string): void {
  const caisse = tx.get("SELECT caisse FROM sessions_caisse WHERE caissier_id = ? AND fermee_le IS NULL", id)?.["caisse"];
  const { n } = tx.get(
    `SELECT count(*) AS n FROM ventes
     WHERE etat IN ('en_attente', 'en_caisse') AND (vendeur_id = ? OR (etat = 'en_caisse' AND caissier_id = ?))`,
    id,
    id,
  ) as { n: number };
  if (caisse === undefined && n === 0) return;
  tx.fail("training_busy", { par: nom, caisse: (caisse as string | undefined) ?? null, tickets: n });
}
