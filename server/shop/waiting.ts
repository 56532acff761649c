/** Tickets that were sent to the till and are still there: a closing names them, for nobody may be left standing at the counter. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look } from "../database/application.ts";
import type { ClosingPlan } from "./closing_rights.ts";

export interface WaitingTicket {
  readonly id: string;
  readonly rappel: number;
  /** The day of the recall number, which begins at 1 each day. */
  readonly rappel_jour: string;
  readonly etat: "en_attente" | "en_caisse";
  readonly vendeur: string | null;
  readonly total_ttc: number;
}

/** Named in a refusal; there may be more. */
const NAMED = 50;
/** Of these, in its sentence. */
const SPOKEN = 5;

/** Tickets of the days that are closed, or of before, the oldest first; practice is left out. */
export function stillWaiting(look: Look, plan: ClosingPlan): WaitingTicket[] {
  const last = plan.filter(({ genre }) => genre === "jour").at(-1)?.periode;
  if (last === undefined) return [];
  return look.all(
    `SELECT v.id, v.rappel, v.rappel_jour, v.etat, e.nom AS vendeur, v.total_ttc FROM ventes v LEFT JOIN equipe e ON e.id = v.vendeur_id
     WHERE v.etat IN ('en_attente', 'en_caisse') AND v.formation = 0 AND v.rappel_jour <= ? ORDER BY v.rappel_jour, v.rappel`,
    last,
  ) as unknown as WaitingTicket[];
}

/** Ends the request of whoever wants to be asked while tickets wait; they can be paid tomorrow too. */
export function expectNobodyWaits(look: Look, waiting: readonly WaitingTicket[], periode: string): void {
  if (waiting.length === 0) return;
  const spoken = waiting.slice(0, SPOKEN).map(({ rappel, rappel_jour }) => `${rappel} (${rappel_jour})`);
  look.fail("tickets_waiting", {
    periode,
    nombre: waiting.length,
    liste: [...spoken, ...(waiting.length > SPOKEN ? ["…"] : [])].join(", "),
    tickets: waiting.slice(0, NAMED) as unknown as JsonValue,
  });
}
