/** The shop's time zone, and when its day ends. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
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
  {
    kind: "command",
    method: "POST",
    path: "/api/boutique/journee",
    command: "boutique.journee",
    summary: "Say at which hour the shop's day ends: what is sold after midnight and before it is filed under the evening's day",
    description:
      "The present day keeps its bounds: it counts from the end of this one on. A shop that has had no day yet goes by it at once.",
    body: z.strictObject({
      heure: z.number().int().min(0).max(LIMITS.dayEndHours).describe("Of the shop's clock; 0 for midnight."),
    }).meta({ id: "DayEnd" }),
    answer: z.object({
      fin_journee: z.number().int(),
      avant: z.number().int().describe("The hour before."),
      depuis: z.string().nullable().describe("When the first day begins that ends by it, RFC 3339; null where nothing changed."),
      premier_jour: z.string().nullable().describe("That day."),
    }).meta({ id: "DayEndChanged" }),
    errors: ["clock_behind"],
  },
];
