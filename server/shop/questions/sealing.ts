/** Up to which year the journal may be moved into sealed files: years that are closed, and not those that are still asked after. */
import { type Bilingual, say } from "../../../shared/errors.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Look, Question, SealableYear } from "../../database/application.ts";
import { calendarOf, LENGTH, periodsBetween } from "../calendar.ts";
import { closingsDue } from "../closings_due.ts";
import { isClosed } from "../closings_made.ts";

/** Years that stay where they are besides the one that runs: what is asked after, checked and handed in is mostly of the last one. */
const KEPT = 1;

export const sealingQuestions: Readonly<Record<string, Question>> = {
  /**
   * Of `{annee, depuis}`, the last year and the moment of the first record that is not sealed: `{refus, annees}`, why not or the
   * years in their order. Without a last year as many as there may be, and why not one more.
   */
  "clotures.scellables": (look, input) => {
    const { annee, depuis } = input as { annee: number | null; depuis: string };
    const calendar = calendarOf(look.all);
    const latest = Number(calendar.dayOf(look.now).slice(0, LENGTH.annee)) - KEPT - 1;
    if (annee !== null && annee > latest) return answer(keptYear(latest), []);
    const first = calendar.dayOf(depuis).slice(0, LENGTH.annee);
    const last = String(annee ?? latest).padStart(LENGTH.annee, "0");
    const asked = first > last ? [] : periodsBetween("annee", first, last);
    const due = asked.length === 0 ? [] : duePeriods(look);
    const open = asked.find((one) => !isOver(look, one, due));
    const refus = open !== undefined ? openYear(open) : annee === null ? keptYear(latest) : null;
    if (refus !== null && annee !== null) return answer(refus, []);
    const years = asked.filter((one) => open === undefined || one < open).map((one): SealableYear => ({
      year: Number(one),
      until: calendar.beginningOf(`${String(Number(one) + 1).padStart(LENGTH.annee, "0")}-01-01`),
    }));
    return answer(refus, years);
  },
};

function duePeriods(look: Look): readonly string[] {
  const { jours, mois, annees } = closingsDue(look);
  return [...jours, ...mois, ...annees].map(({ periode }) => periode);
}

/** Its closing stands and nothing of it waits for another; or it has nothing to close, as the year in which a shop is only furnished. */
function isOver(look: Look, annee: string, due: readonly string[]): boolean {
  if (due.some((periode) => periode.startsWith(annee))) return false;
  return isClosed(look, "annee", annee) ||
    look.get("SELECT 1 FROM clotures WHERE genre <> 'annee' AND substr(periode, 1, ?) = ?", LENGTH.annee, annee) === undefined;
}

function answer(refus: Bilingual | null, annees: readonly SealableYear[]): JsonValue {
  return { refus, annees } as unknown as JsonValue;
}

function keptYear(latest: number): Bilingual {
  return say(
    `l'année en cours et celle d'avant restent dans la base : ${latest} est la dernière qui puisse être scellée`,
    `the year that runs and the one before it stay in the live journal: ${latest} is the last that may be sealed`,
  );
}

function openYear(year: string): Bilingual {
  return say(
    `l'année ${year} n'est pas clôturée : clôturez-la d'abord`,
    `the year ${year} is not closed: close it first`,
  );
}
