/** The shop's time zone. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";

export const timeZoneRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/boutique/fuseau",
    command: "boutique.fuseau",
    summary: "Say in which time zone the shop stands",
    description:
      "Screens and papers show its time at once. The present day keeps its bounds: days go by the new zone from the end of " +
      "this one on, and a closing that was made stays as it is. A shop that has had no day yet goes by it at once.",
    body: z.strictObject({ fuseau: z.string().min(1).max(64).describe("IANA name: Europe/Paris") }).meta({ id: "TimeZone" }),
    answer: z.object({
      fuseau: z.string(),
      avant: z.string().nullable().describe("The zone before."),
      depuis: z.string().nullable().describe("When the first day begins that ends by it, RFC 3339; null where nothing changed."),
      premier_jour: z.string().nullable().describe("That day."),
    }).meta({ id: "TimeZoneChanged" }),
    errors: ["time_zone_unknown", "clock_behind"],
  },
];
