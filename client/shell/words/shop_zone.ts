/** The shop's time zone, by which every screen and paper tells the time, wherever the device that shows it stands. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { ownZone } from "../../../shared/time_zone.ts";

const zone = signal(ownZone());

/** IANA name; the device's own until the server has said it. */
export const shopZone: ReadonlySignal<string> = zone;

export function goByZone(name: string | null): void {
  if (name !== null) zone.value = name;
}
