/** A day of the shop's begins by the shop's clock, on the days as well on which clocks are changed. */
import assert from "node:assert/strict";
import { dayAfter, dayStart } from "../../client/owner/sections/journal/day_start.ts";
import { inZone } from "../../shared/time_zone.ts";

Deno.test("a day begins when the shop's clock first shows it, in every zone and season", () => {
  for (const zone of ["Europe/Paris", "Indian/Reunion", "America/Martinique", "Pacific/Noumea", "America/St_Johns", "UTC"]) {
    for (const day of ["2026-01-01", "2026-03-29", "2026-03-30", "2026-07-14", "2026-10-25", "2026-10-26", "2026-12-31"]) {
      const start = Date.parse(dayStart(day, zone));
      assert.deepEqual([inZone(start, zone, "day"), inZone(start, zone, "time")], [day, "00:00"], `${zone} ${day}`);
      assert.equal(dayAfter(inZone(start - 60_000, zone, "day")), day);
    }
  }
});
