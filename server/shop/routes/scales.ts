/** Scales on the counter: what lies on the one beside a till. Labels that scales print are another matter. */
import * as z from "zod";
import type { NoWeight, Weighing } from "../../devices/weighing.ts";
import type { ApplicationRoute } from "../../database/route.ts";

const REASONS = {
  moving: "instable",
  over: "surcharge",
  under: "sous_zero",
  empty: "vide",
  away: "absente",
  mute: "muette",
  unreadable: "illisible",
} as const satisfies Readonly<Record<NoWeight, string>>;

export const scaleRoutes: readonly ApplicationRoute[] = [
  {
    kind: "device",
    method: "GET",
    path: "/api/caisses/:nom/poids",
    device: "scale",
    question: "caisses.balance",
    auth: "session",
    summary: "Weigh what lies on the scale beside a till",
    description:
      "The scale is asked anew each time, and for a few seconds while what lies there moves. Where it is says `caisses.balance`: " +
      "one that speaks Toledo 8217, at an address of the shop's own network or on a serial cable of the server PC.",
    answer: z.object({
      grammes: z.number().int().nullable().describe("At rest, more than nothing; null where there is no weight."),
      raison: z.enum(Object.values(REASONS)).nullable().describe("Why there is none."),
    }).meta({ id: "Weighing" }),
    errors: ["not_found"],
    of: (said) => {
      const weighing = said as Weighing;
      return "grams" in weighing ? { grammes: weighing.grams, raison: null } : { grammes: null, raison: REASONS[weighing.none] };
    },
  },
];
