/** The closing that the shop makes by itself at the owner's hour: which period is next, and what it waits for. */
import { daysFrom } from "../../shared/days.ts";
import type { Look } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import { closingsDue } from "./closings_due.ts";
import type { Period } from "./closing_rights.ts";
import { bounds } from "./totals.ts";

const NOON = "12:00";

export interface AutomaticClosing {
  /** The shop's time of day. */
  readonly heure: string;
  /** What is closed next, now: a day, then a month, then a year; null when nothing is due by that hour. */
  readonly suivant: Period | null;
  /** Tills that are open and not counted: until they are, nothing is closed. */
  readonly attend: readonly string[];
}

/** null while the owner has set no hour. */
export function automaticClosing(look: Look): AutomaticClosing | null {
  const heure = look.get("SELECT heure_cloture FROM boutique")!["heure_cloture"] as string | null;
  if (heure === null) return null;
  const last = lastDayDue(look, heure);
  const { jours, mois, annees, caisses_ouvertes } = closingsDue(look);
  // Closing the last of them closes those before it.
  const jour = jours.findLast(({ periode }) => periode <= last);
  const longer = (genre: "mois" | "annee", periods: typeof mois) => {
    const over = periods.findLast(({ periode }) => bounds(genre, periode).last <= last);
    return over === undefined ? null : { genre, periode: over.periode };
  };
  const suivant = jour === undefined
    ? longer("mois", mois) ?? longer("annee", annees)
    : { genre: "jour" as const, periode: jour.periode };
  const attend = suivant === null ? [] : caisses_ouvertes.filter((till) => till.jour <= last).map(({ caisse }) => caisse);
  return { heure, suivant, attend };
}

/** The last day that the hour has closed by now: what was missed while the server was off is made up for. */
function lastDayDue(look: Look, heure: string): string {
  const calendar = calendarOf(look.all);
  const today = calendar.dayOf(look.now);
  const isPast = calendar.timeOf(look.now) >= heure;
  return daysFrom(today, (heure >= NOON ? 0 : -1) + (isPast ? 0 : -1));
}
