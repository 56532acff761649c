/** What waits to be closed: days on which something happened, and months and years that are over. */
import type { DuePeriod, DuePeriods } from "../../shared/closing_sums.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look } from "../database/application.ts";
import { calendarOf, LENGTH, nextPeriod, periodsBetween } from "./calendar.ts";
import { closingOf, lastClosed } from "./closings_made.ts";
import { bounds, hasMore, totalsOf } from "./totals.ts";
import { stillWaiting } from "./waiting.ts";

export interface ClosingsDue extends DuePeriods {
  readonly caisses_ouvertes: readonly {
    readonly caisse: string;
    readonly par: string;
    readonly ouverte_le: string;
    readonly jour: string;
  }[];
  readonly en_attente: JsonValue;
}

export function closingsDue(look: Look): ClosingsDue {
  const today = calendarOf(look.all).dayOf(look.now);
  const jours = daysDue(look, today);
  const mois = longerDue(look, "mois", today, jours);
  return {
    aujourdhui: today,
    jours,
    mois,
    annees: longerDue(look, "annee", today, mois),
    caisses_ouvertes: look.all(OPEN_TILLS) as unknown as ClosingsDue["caisses_ouvertes"],
    en_attente: stillWaiting(look, [{ genre: "jour", periode: today }]) as unknown as JsonValue,
  };
}

/** Days with tickets, or with a drawer that was counted, the oldest first. */
function daysDue(look: Look, today: string): DuePeriod[] {
  const since = lastClosed(look, "jour") ?? "";
  return look.all(DAYS, since, today).flatMap((row): DuePeriod[] => {
    const { jour, tickets, total_ttc } = row as { jour: string; tickets: number; total_ttc: number };
    const made = closingOf(look, "jour", jour);
    if (made === null) return [{ periode: jour, tickets, total_ttc, complement: false }];
    const day = bounds("jour", jour);
    if (!hasMore(look, "jour", day, made)) return [];
    const rest = totalsOf(look, "jour", day, made);
    return [{ periode: jour, tickets: rest.tickets, total_ttc: rest.total_ttc, complement: true }];
  });
}

/** Months that are over, by their days, or years by their months: those that wait, and those that are closed and not yet summed. */
function longerDue(look: Look, genre: "mois" | "annee", today: string, parts: readonly DuePeriod[]): DuePeriod[] {
  const part = genre === "mois" ? "jour" : "mois";
  const length = LENGTH[genre];
  const now = today.slice(0, length);
  const before = lastClosed(look, genre);
  const begin = before === null ? (firstClosed(look) ?? parts[0]?.periode)?.slice(0, length) : nextPeriod(genre, before);
  if (begin === undefined || begin >= now) return [];
  return periodsBetween(genre, begin, now).filter((periode) => periode < now).flatMap((periode): DuePeriod[] => {
    const made = closingOf(look, genre, periode);
    const waiting = parts.filter((part) => part.periode.startsWith(periode));
    if (made !== null && waiting.length === 0 && !hasMore(look, genre, bounds(genre, periode), made)) return [];
    const closed = look.get(CLOSED_PARTS, part, `${periode}-`, `${periode}.`, made?.id ?? 0) as unknown as DuePeriod;
    const sum = (of: "tickets" | "total_ttc") => waiting.reduce((total, part) => total + part[of], closed[of]);
    return [{ periode, tickets: sum("tickets"), total_ttc: sum("total_ttc"), complement: made !== null }];
  });
}

function firstClosed(look: Look): string | null {
  return look.get("SELECT min(periode) AS jour FROM clotures WHERE genre = 'jour'")!["jour"] as string | null;
}

const DAYS = `
  SELECT jour, sum(tickets) AS tickets, sum(total_ttc) AS total_ttc FROM (
    SELECT jour, count(*) AS tickets, sum(total_ttc - hors_champ) AS total_ttc FROM ventes WHERE jour >= ?1 AND jour <= ?2 GROUP BY jour
    UNION ALL
    SELECT DISTINCT jour, 0, 0 FROM sessions_caisse WHERE jour >= ?1 AND jour <= ?2 AND formation = 0
    UNION ALL
    SELECT DISTINCT jour, 0, 0 FROM mouvements_caisse WHERE jour >= ?1 AND jour <= ?2
    UNION ALL
    SELECT DISTINCT jour, 0, 0 FROM mouvements_compte WHERE jour >= ?1 AND jour <= ?2
    UNION ALL
    SELECT DISTINCT jour, 0, 0 FROM bons_ailleurs WHERE jour >= ?1 AND jour <= ?2
  ) GROUP BY jour ORDER BY jour`;

/** '.' follows '-'. */
const CLOSED_PARTS = `
  SELECT coalesce(sum(tickets), 0) AS tickets, coalesce(sum(total_ttc), 0) AS total_ttc FROM clotures
  WHERE genre = ? AND periode > ? AND periode < ? AND id > ?`;

const OPEN_TILLS = `
  SELECT s.caisse, e.nom AS par, s.ouverte_le, s.jour FROM sessions_caisse s JOIN equipe e ON e.id = s.caissier_id
  WHERE s.fermee_le IS NULL AND s.formation = 0 ORDER BY s.caisse`;
