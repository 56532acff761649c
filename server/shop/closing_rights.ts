/** Who may close what: a wrong date closes weeks that have not been, and an empty day that is closed sells nothing more. */
import { say } from "../../shared/errors.ts";
import { ELSEWHERE } from "../../shared/fiscal_record.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Look, Tx } from "../database/application.ts";
import { trainingOf } from "./cash_session.ts";
import { closingOf } from "./closings_made.ts";
import { bounds, totalsOf } from "./totals.ts";
import { calendarOf, type PeriodKind } from "./calendar.ts";

export interface Period {
  readonly genre: PeriodKind;
  readonly periode: string;
}

/** What one request closes, in this order; the last is what was asked for. */
export type ClosingPlan = readonly Period[];

const OWNER_ONLY = {
  formation: say("qui est en formation ne clôture rien", "nobody in training closes anything"),
  confirme: say("seul le propriétaire confirme une date", "the owner alone confirms a date"),
  retard: say(
    "ce qui précède n'est pas clôturé, et c'est au propriétaire de le faire",
    "what comes before is not closed yet, which is for the owner to do",
  ),
  vide: say("une journée sans ticket se clôture par le propriétaire", "a day without a ticket is for the owner to close"),
} as const;

/** Ends the request of whoever may close nothing, whatever there is to close. */
export function expectMayClose(tx: Tx, confirme: boolean): void {
  if (trainingOf(tx, tx.actor.userId) === 1) refuse(tx, "formation");
  if (confirme && tx.actor.role !== "administrateur") refuse(tx, "confirme");
}

/** Ends the request for a date that this PC's clock may have wrong; the owner can say that it is right. */
export function expectPlausible(
  look: Look,
  plan: ClosingPlan,
  asked: { readonly periode: string; readonly first: string },
): void {
  const jours_vides = plan.filter(({ genre, periode }) => genre === "jour" && !hasBusiness(look, periode)).length;
  const dernier = lastSigned(look);
  const calendar = calendarOf(look.all);
  const late = dernier !== null &&
    Date.parse(calendar.beginningOf(asked.first)) - Date.parse(dernier) > LIMITS.closingAfterRecordMs;
  if (!late && jours_vides <= LIMITS.idleDaysClosed) return;
  look.fail("date_implausible", {
    periode: asked.periode,
    maintenant: calendar.dayOf(look.now),
    dernier: dernier === null ? null : calendar.dayOf(dernier),
    jours_vides: jours_vides > LIMITS.idleDaysClosed ? jours_vides : null,
  });
}

/** A cashier closes one thing, and a day only when something was sold on it; the days on which the shop was shut before it go along. */
export function expectWithinRights(tx: Tx, plan: ClosingPlan): void {
  if (tx.actor.role !== "caisse") return;
  const { genre, periode } = plan.at(-1)!;
  const before = plan.slice(0, -1);
  const along = genre === "jour" && before.length <= LIMITS.shutDaysClosed &&
    !before.some(({ periode }) => hasBusiness(tx, periode));
  if (before.length > 0 && !along) refuse(tx, "retard");
  if (genre === "jour" && !hasTickets(tx, periode)) refuse(tx, "vide");
}

function refuse(tx: Tx, reason: keyof typeof OWNER_ONLY): never {
  return tx.fail("forbidden", { table: "clotures", column: null, operation: "insert", reason: OWNER_ONLY[reason] });
}

/** Of a day that was closed before: since then. */
function hasTickets(tx: Tx, jour: string): boolean {
  const made = closingOf(tx, "jour", jour);
  if (made === null) return tx.get("SELECT 1 FROM ventes WHERE jour = ?", jour) !== undefined;
  return totalsOf(tx, "jour", bounds("jour", jour), made).tickets > 0;
}

function hasBusiness(look: Look, jour: string): boolean {
  return look.get("SELECT 1 FROM ventes WHERE jour = ?", jour) !== undefined ||
    look.get("SELECT 1 FROM sessions_caisse WHERE jour = ? AND formation = 0", jour) !== undefined;
}

/** When somebody signed something last, as far as the clock goes; what the server writes by itself is the clock's own word. */
function lastSigned(look: Look): string | null {
  const row = look.get(
    `SELECT horodatage FROM journal_fiscal WHERE horodatage <= ? AND genre NOT IN ('demarrage', 'arret', 'version', 'horloge', '${ELSEWHERE}')
     ORDER BY horodatage DESC LIMIT 1`,
    look.now,
  );
  return row?.["horodatage"] as string | undefined ?? null;
}
