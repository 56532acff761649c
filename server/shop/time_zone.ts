/** Which time zone the shop goes by and when its day ends, from when on. Nothing is filed anew: what a day holds, it keeps. */
import { EVENTS } from "../../shared/fiscal_record.ts";
import { ownZone } from "../../shared/time_zone.ts";
import type { Tx } from "../database/application.ts";
import { calendarIn, calendarOf, nextPeriod, type ZoneSince } from "./calendar.ts";

type Writes = Pick<Tx, "get" | "run">;

/** The zone's name; null before the first start. */
export function zoneOf({ get }: Pick<Tx, "get">): string | null {
  return get("SELECT fuseau FROM boutique")!["fuseau"] as string | null;
}

/** Hours after midnight at which the shop's day ends. */
export function dayEndOf({ get }: Pick<Tx, "get">): number {
  return Number(get("SELECT fin_journee FROM boutique")!["fin_journee"]);
}

/** Takes the PC's, where none was recorded yet; answers it then, else null. */
export function recordZone(tx: Writes, nom = ownZone()): string | null {
  if (zoneOf(tx) !== null) return null;
  choose(tx, { nom, fin_journee: dayEndOf(tx), depuis: "", premier_jour: "" });
  return nom;
}

/** Goes by a zone and an hour from the end of the present day on; a shop that has had no day yet, since ever. Answers from when. */
export function goBy(tx: Tx, nom: string, fin_journee: number): ZoneSince {
  const calendar = calendarOf(tx.all);
  const today = calendar.dayOf(tx.now);
  if (!hasDays(tx)) {
    choose(tx, { nom, fin_journee, depuis: "", premier_jour: "" });
    return { nom, fin_journee, depuis: calendarIn(nom, fin_journee).beginningOf(today), premier_jour: today };
  }
  const premier_jour = nextPeriod("jour", today);
  const since = { nom, fin_journee, depuis: calendar.beginningOf(premier_jour), premier_jour };
  choose(tx, since);
  return since;
}

/**
 * A zone that was chosen while the clock was ahead would count from a day that may be years away: once the clock is put
 * back it counts from tomorrow. Put back to before the shop itself, it is about to be set again.
 */
export function bringZoneForward(tx: Tx): void {
  const waits = tx.get(
    `SELECT 1 FROM fuseaux WHERE depuis > ?1
     AND ?1 >= (SELECT horodatage FROM journal_fiscal WHERE serie = '${EVENTS}' ORDER BY seq LIMIT 1)`,
    tx.now,
  );
  if (waits !== undefined) goBy(tx, zoneOf(tx)!, dayEndOf(tx));
}

function choose({ run }: Writes, { nom, fin_journee, depuis, premier_jour }: ZoneSince): void {
  run("UPDATE boutique SET fuseau = ?, fin_journee = ?", nom, fin_journee);
  run(
    "INSERT INTO fuseaux (nom, fin_journee, depuis, premier_jour) VALUES (?, ?, ?, ?)",
    nom,
    fin_journee,
    depuis,
    premier_jour,
  );
}

/** Whether anything was filed under a day. */
function hasDays({ get }: Writes): boolean {
  return get("SELECT 1 FROM sessions_caisse UNION ALL SELECT 1 FROM clotures LIMIT 1") !== undefined;
}
