/** What the shop's clock on the wall says, by which head office means its dates. */
import { inZone, ownZone } from "../../../shared/time_zone.ts";
import type { Look } from "../../database/application.ts";
import { zoneOf } from "../time_zone.ts";

/** `2026-12-15T06:00` */
export function localNow(look: Pick<Look, "get" | "now">): string {
  return localAt(look, look.now);
}

/** The same of another moment, in RFC 3339. */
export function localAt(look: Pick<Look, "get">, moment: string): string {
  const zone = zoneOf(look) ?? ownZone();
  return `${inZone(moment, zone, "day")}T${inZone(moment, zone, "time")}`;
}
