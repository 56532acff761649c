/** The shop's clock: every screen and paper goes by its time zone and by the server's time, however the device that shows them is set. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { daysFrom } from "../../../shared/days.ts";
import { inZone, ownZone } from "../../../shared/time_zone.ts";

const zone = signal(ownZone());
/** Hours after midnight at which the shop's day ends. */
let dayEnd = 0;
let serverNow: () => number = Date.now;

/** IANA name; the device's own until the server has said it. */
export const shopZone: ReadonlySignal<string> = zone;

export function goByZone(name: string | null, end = 0): void {
  if (name !== null) zone.value = name;
  dayEnd = end;
}

/** `now`: milliseconds since 1970. */
export function goByServer(now: () => number): void {
  serverNow = now;
}

/** Today in the shop: `2026-11-22`; after midnight and before its end it is still the evening's day. */
export function shopDay(): string {
  return shopDayOf(serverNow());
}

/** The shop's day that a moment belongs to. `moment`: RFC 3339, or milliseconds since 1970. */
export function shopDayOf(moment: string | number): string {
  const day = inZone(moment, zone.value, "day");
  return Number(inZone(moment, zone.value, "time").slice(0, 2)) < dayEnd ? daysFrom(day, -1) : day;
}
