/** GET /api/doctor: what may be wrong with this PC, each with what helps; for the owner. */
import * as z from "zod";
import { type AnyRoute, DATABASE, route } from "../route.ts";

const finding = z.object({
  check: z.string().describe("Its stable name: port, firewall, disk, …"),
  state: z.enum(["good", "bad", "unknown"]),
  said: z.string().describe("What was found, in the language that was asked for."),
  remedy: z.string().nullable().describe("What helps."),
}).meta({ id: "Finding" });

export const doctorRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/doctor",
    summary: "What may be wrong with the server PC, and what helps",
    description:
      "As `comptoir doctor`, but for what walks the whole journal: that is what its last backup found. Nothing is written.",
    answer: z.object({ findings: z.array(finding) }).meta({ id: "Findings" }),
    errors: DATABASE,
    run: async ({ services, locale }) => ({
      findings: (await services.doctor()).map(({ check, state, said, remedy }) => ({
        check,
        state,
        said: said[locale],
        remedy: remedy === null ? null : remedy[locale],
      })),
    }),
  }),
];
