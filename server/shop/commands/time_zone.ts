/** The owner's word on where the shop stands: a change is signed among the events, and counts from the next day on. */
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { zoneNamed } from "../../../shared/time_zone.ts";
import type { Command } from "../../database/application.ts";
import { calendarOf } from "../calendar.ts";
import { lastClosed } from "../closings_made.ts";
import type { ShopContext } from "../context.ts";
import { goBy, zoneOf } from "../time_zone.ts";

export function timeZoneCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "boutique.fuseau": (tx, input) => {
      const { fuseau: asked } = input as { fuseau: string };
      const fuseau = zoneNamed(asked) ?? tx.fail("time_zone_unknown", { fuseau: asked });
      const avant = zoneOf(tx);
      if (fuseau === avant) return { fuseau, avant, depuis: null, premier_jour: null };
      const today = calendarOf(tx.all).dayOf(tx.now);
      const dernier = lastClosed(tx, "jour");
      // From tomorrow on, says a clock that is behind: it would be the zone of days that are closed.
      if (dernier !== null && dernier > today) tx.fail("clock_behind", { maintenant: today, dernier });
      const { depuis, premier_jour } = goBy(tx, fuseau);
      const changed = { fuseau, avant, depuis, premier_jour };
      fiscal.append(tx, EVENTS, "fuseau", { code: 270, ...changed, par: tx.actor.username });
      tx.event("fuseau", changed);
      return changed;
    },
  };
}
