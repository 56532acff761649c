/** Who is in training. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";

export const teamRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/equipe/:id/formation",
    command: "equipe.formation",
    summary: "Begin or end somebody's training",
    description: "What a person in training sells is signed, marked and numbered apart, and enters neither totals nor stock. " +
      "Refused while that person has an open till or a ticket at the till.",
    body: z.strictObject({ formation: z.boolean() }).meta({ id: "Training" }),
    answer: z.object({
      id: z.number().int(),
      nom: z.string(),
      role: z.string(),
      actif: z.number().int(),
      formation: z.number().int().describe("1 in training, else 0."),
    }).meta({ id: "Person" }),
    errors: ["not_found", "training_busy", "constraint_violation"],
  },
];
