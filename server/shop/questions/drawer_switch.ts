/** Whether a till's drawer was left open: which printer is asked for its switch. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Question } from "../../database/application.ts";
import { sessionAt } from "../cash_session.ts";
import { printerOf, printerTold } from "../print_jobs.ts";
import { UNKNOWN } from "../unknown.ts";

export const drawerSwitchQuestions: Readonly<Record<string, Question>> = {
  // At a till, only where the owner wants it told; the owner asks to set it.
  "caisses.tiroir": (look, input) => {
    const { nom } = input as { nom: string };
    const till = look.get("SELECT tiroir_ferme FROM caisses WHERE nom = ?", nom) ?? look.fail("not_found", UNKNOWN.till);
    const isOwner = look.actor.role === "administrateur";
    if (!isOwner) sessionAt(look, nom);
    const ferme = till["tiroir_ferme"] as 0 | 1 | null;
    const printer = printerOf(look, nom);
    const tells = printer !== null && printer.tiroir === 1 && printer.repond === 1;
    if (isOwner && !tells) look.fail("not_found", UNKNOWN.drawerSwitch);
    if (!tells || (!isOwner && ferme === null)) return null;
    return { queue: printer.id, printer: printerTold(printer), ferme } as JsonValue;
  },
};
