/** What the shop's clock on the wall says, by which head office means its dates. */
import { inZone, ownZone } from "../../../shared/time_zone.ts";
import type { Look } from "../../database/application.ts";
import { zoneOf } from "../time_zone.ts";

/** `2026-12-15T06:00` */
export function localNow(look: Pick<Look, "get" | "now">): string {
  const zone = zoneOf(look) ?? ownZone();
  return `${inZone(look.now, zone, "day")}T${inZone(look.now, zone, "time")}`;
}
