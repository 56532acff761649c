/** Up to which year the journal may be moved into sealed files: years that are closed, and not those that are still asked after. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Look, Question, SealableYear } from "../../database/application.ts";
import { calendarOf, LENGTH, periodsBetween } from "../calendar.ts";
import { closingsDue } from "../closings_due.ts";
import { isClosed } from "../closings_made.ts";

/** Years that stay where they are besides the one that runs: what is asked after, checked and handed in is mostly of the last one. */
const KEPT = 1;

export const sealingQuestions: Readonly<Record<string, Question>> = {
  /** Of `{annee, depuis}`, the last year and the moment of the first record that is not sealed: `{refus, annees}`, why not or the years in their order. */
  "clotures.scellables": (look, input) => {
    const { annee, depuis } = input as { annee: number; depuis: string };
    const calendar = calendarOf(look.all);
    const last = String(annee).padStart(LENGTH.annee, "0");
    const latest = Number(calendar.dayOf(look.now).slice(0, LENGTH.annee)) - KEPT - 1;
    if (annee > latest) {
      return refused(
        `the year that runs and the one before it stay in the live journal: ${latest} is the last that may be sealed`,
      );
    }
    const first = calendar.dayOf(depuis).slice(0, LENGTH.annee);
    const annees = first > last ? [] : periodsBetween("annee", first, last);
    const open = annees.find((one) => !isOver(look, one));
    if (open !== undefined) return refused(`the year ${open} is not closed: close it first`);
    const years = annees.map((one): SealableYear => ({
      year: Number(one),
      until: calendar.beginningOf(`${String(Number(one) + 1).padStart(LENGTH.annee, "0")}-01-01`),
    }));
    return { refus: null, annees: years as unknown as JsonValue };
  },
};

/** Its closing stands and nothing of it waits for another; or it has nothing to close, as the year in which a shop is only furnished. */
function isOver(look: Look, annee: string): boolean {
  const { jours, mois, annees } = closingsDue(look);
  if ([...jours, ...mois, ...annees].some(({ periode }) => periode.startsWith(annee))) return false;
  return isClosed(look, "annee", annee) ||
    look.get("SELECT 1 FROM clotures WHERE genre <> 'annee' AND substr(periode, 1, ?) = ?", LENGTH.annee, annee) === undefined;
}

function refused(refus: string): JsonValue {
  return { refus, annees: [] };
}
