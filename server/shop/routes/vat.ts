/** VAT: the shop's territory, and the rates that it has. */
import * as z from "zod";
import { TERRITORIES } from "../../../shared/territories.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { rate, whole } from "./shapes.ts";

const territory = z.enum(TERRITORIES);
const day = z.iso.date();

export const vatRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/boutique/territoire",
    command: "boutique.territoire",
    summary: "Say where the shop stands for VAT",
    description:
      "`franchise`: a shop that charges no VAT by its size; its receipts say so. Articles keep their rates, but for those that " +
      "`taux` gives another, and where a territory has one rate alone all get it. Answers which articles have a rate that " +
      "is none of the territory's: they are sold at it until it is changed.",
    body: z.strictObject({
      territoire: territory,
      taux: z.array(z.strictObject({ avant: rate, apres: rate })).max(50).optional().describe(
        "Rates to exchange on all articles that have them, in basis points, all at once.",
      ),
    }).meta({ id: "Territory" }),
    answer: z.object({
      territoire: territory,
      avant: territory.describe("The territory before."),
      articles_changes: z.number().int().describe("Articles whose rate was exchanged."),
      a_revoir: z.array(z.object({
        taux: z.number().int(),
        nombre: z.number().int(),
        articles: z.array(z.object({ id: whole, libelle: z.string() })).describe("The first 20."),
      })).describe("Articles with a rate that is none of the territory's, by rate."),
    }).meta({ id: "TerritoryChanged" }),
    errors: [],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/tva/taux",
    command: "tva.taux",
    summary: "Add a rate of VAT, or say from when to when it is in force",
    description:
      "Of the shop's territory unless another is named. Articles may have a rate while it is in force; what has it when it ends keeps it until it is changed.",
    body: z.strictObject({
      territoire: territory.optional(),
      taux: rate.describe("Basis points: 2000 is 20 %."),
      libelle: z.string().trim().min(1).max(100),
      depuis: day.nullable().optional().describe("Its first day; null or left out: it has always been."),
      jusqua: day.nullable().optional().describe("Its last day; null or left out: none is known."),
    }).meta({ id: "VatRate" }),
    answer: z.object({
      territoire: territory,
      taux: z.number().int(),
      libelle: z.string(),
      depuis: z.string().nullable(),
      jusqua: z.string().nullable(),
    }).meta({ id: "VatRateKept" }),
    errors: [],
  },
];
