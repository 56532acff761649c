/** The closing that the shop makes by itself at the owner's hour: which period is next, and what it waits for. */
import { daysFrom } from "../../shared/days.ts";
import { AppError, type ErrorCode } from "../../shared/errors.ts";
import type { Look } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import { closingsDue } from "./closings_due.ts";
import { planOf } from "./closing_plan.ts";
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
  /** Why the owner has to close it instead; null while nothing stands in the way, or nothing is due. */
  readonly bloque: Obstacle | null;
}

/** An error's code, and how many days without business would be closed along where that is why. */
interface Obstacle {
  readonly code: ErrorCode;
  readonly jours_vides: number | null;
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
  return { heure, suivant, attend, bloque: suivant === null || attend.length > 0 ? null : obstacleTo(look, suivant) };
}

/** By the same judgement as the closing itself. */
function obstacleTo(look: Look, period: Period): Obstacle | null {
  try {
    planOf(look, period, false);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, jours_vides: error.extras["jours_vides"] as number | undefined ?? null };
  }
}

/** The last day that the hour has closed by now: what was missed while the server was off is made up for. */
function lastDayDue(look: Look, heure: string): string {
  const calendar = calendarOf(look.all);
  const today = calendar.dayOf(look.now);
  const isPast = calendar.timeOf(look.now) >= heure;
  return daysFrom(today, (heure >= NOON ? 0 : -1) + (isPast ? 0 : -1));
}
