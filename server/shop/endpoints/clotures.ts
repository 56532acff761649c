/** Closings of days, months and years. */
import { z } from "zod";
import type { Endpoint } from "../../database/application.ts";
import { OWNER } from "./shapes.ts";

const cloture = z.looseObject({
  genre: z.string(),
  periode: z.string(),
  tickets: z.number().int(),
  total_ttc: z.number().int(),
  perpetuel: z.number().int(),
  perpetuel_absolu: z.number().int(),
}).meta({ id: "Cloture" });

export const clotureEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "/api/clotures",
    command: "clotures.cloturer",
    roles: OWNER,
    summary: "Close a day, a month or a year; what was forgotten before it is closed first",
    body: z.strictObject({
      genre: z.enum(["jour", "mois", "annee"]),
      periode: z.string().max(10).describe("2026-11-22, 2026-11 or 2026"),
    })
      .meta({ id: "Close" }),
    answer: cloture,
    errors: ["already_closed", "period_not_over", "till_open"],
  },
];
