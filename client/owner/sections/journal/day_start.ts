/** When a day of the shop's begins. */
import { daysFrom } from "../../../../shared/days.ts";
import { inZone } from "../../../../shared/time_zone.ts";

/** RFC 3339; `day` is `2026-11-22`. */
export function dayStart(day: string, zone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const offset = (ms: number) => Date.parse(`${inZone(ms, zone, "day")}T${inZone(ms, zone, "time")}Z`) - ms;
  // Once more from there: the clock may have been put forward or back in between.
  return new Date(midnight - offset(midnight - offset(midnight))).toISOString();
}

export function dayAfter(day: string): string {
  return daysFrom(day, 1);
}
