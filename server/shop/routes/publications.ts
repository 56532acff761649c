/** What the head office of a chain has published for this shop. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { amount, moment } from "./shapes.ts";

export const publicationRoutes: readonly ApplicationRoute[] = [
  {
    kind: "read",
    method: "GET",
    path: "/api/siege/publications",
    question: "siege.publications",
    summary: "What head office has published for this shop: what waits for its day, and what became of the rest",
    answer: z.object({
      publications: z.array(z.object({
        siege: z.string().describe("Head office's own name, by which its numbers are told from another's."),
        publication: z.number().int(),
        perdue: z.boolean().describe(
          "Whether head office has it no more, for its database was put back to an earlier state: what it did here stays.",
        ),
        genre: z.string().describe("`articles`, `prices`, `people`, `settings`, `message` or `rules`."),
        etat: z.enum(["prevue", "appliquee", "refusee", "abandonnee"]).describe(
          "`abandonnee`: the shop left head office before.",
        ),
        motif: z.string().nullable().describe("Why it was refused, in French."),
        motif_en: z.string().nullable().describe("The same in English."),
        a_partir_de: z.string().nullable().describe("By the shop's clock, as 2026-12-15T06:00; null for at once."),
        publiee_le: moment,
        recue_le: moment,
        reglee_le: moment.nullable().describe("When it was applied or refused."),
        gardes: z.number().int().describe("Values that the shop has set itself and keeps."),
        prix: z.array(z.object({
          libelle: z.string(),
          avant: amount.nullable().describe("Cents, today; null for an article that the shop does not know yet."),
          prix_ttc: amount.describe("Cents, from then on."),
        })).describe(`What articles will cost once its day has come, ${LIMITS.publicationsShown} at most.`),
        detail: z.record(z.string(), z.unknown()).describe("What it changed; of a message, its text."),
      })).describe(`The latest first, ${LIMITS.publicationsShown} at most; what waits for its day before them.`),
    }).meta({ id: "Publications" }),
    errors: [],
  },
];
