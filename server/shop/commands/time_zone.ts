/** The owner's word on where the shop stands and when its day ends: a change is signed among the events, and counts from the next day on. */
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { zoneNamed } from "../../../shared/time_zone.ts";
import type { Command, Tx } from "../../database/application.ts";
import { calendarOf, type ZoneSince } from "../calendar.ts";
import { lastClosed } from "../closings_made.ts";
import type { ShopContext } from "../context.ts";
import { dayEndOf, goBy, zoneOf } from "../time_zone.ts";

export function timeZoneCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "boutique.fuseau": (tx, input) => {
      const { fuseau: asked } = input as { fuseau: string };
      const fuseau = zoneNamed(asked) ?? tx.fail("time_zone_unknown", { fuseau: asked });
      const avant = zoneOf(tx);
      if (fuseau === avant) return { fuseau, avant, depuis: null, premier_jour: null };
      const { depuis, premier_jour } = goByFromTomorrow(tx, fuseau, dayEndOf(tx));
      const changed = { fuseau, avant, depuis, premier_jour };
      fiscal.append(tx, EVENTS, "fuseau", { code: 270, ...changed, par: tx.actor.username });
      tx.event("fuseau", changed);
      return changed;
    },

    "boutique.journee": (tx, input) => {
      const { heure: fin_journee } = input as { heure: number };
      const avant = dayEndOf(tx);
      if (fin_journee === avant) return { fin_journee, avant, depuis: null, premier_jour: null };
      const { depuis, premier_jour } = goByFromTomorrow(tx, zoneOf(tx)!, fin_journee);
      const changed = { fin_journee, avant, depuis, premier_jour };
      fiscal.append(tx, EVENTS, "fin_journee", { code: 270, ...changed, par: tx.actor.username });
      tx.event("fin_journee", changed);
      return changed;
    },
  };
}

function goByFromTomorrow(tx: Tx, fuseau: string, fin_journee: number): ZoneSince {
  const today = calendarOf(tx.all).dayOf(tx.now);
  const dernier = lastClosed(tx, "jour");
  // From tomorrow on, says a clock that is behind: it would be the rule of days that are closed.
  if (dernier !== null && dernier > today) tx.fail("clock_behind", { maintenant: today, dernier });
  return goBy(tx, fuseau, fin_journee);
}
