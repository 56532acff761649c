/** The shop's clock: every screen and paper goes by its time zone and by the server's time, however the device that shows them is set. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { inZone, ownZone } from "../../../shared/time_zone.ts";

const zone = signal(ownZone());
let serverNow: () => number = Date.now;

/** IANA name; the device's own until the server has said it. */
export const shopZone: ReadonlySignal<string> = zone;

export function goByZone(name: string | null): void {
  if (name !== null) zone.value = name;
}

/** `now`: milliseconds since 1970. */
export function goByServer(now: () => number): void {
  serverNow = now;
}

/** Today in the shop: `2026-11-22`. */
export function shopDay(): string {
  return inZone(serverNow(), zone.value, "day");
}
