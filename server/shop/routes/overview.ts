/** The shop at a glance: a day, a year of days, and what runs out. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { whole } from "./shapes.ts";

const count = z.number().int();
const signed = z.number().int().describe("Cents.");
const day = z.string().describe("The shop's date: 2026-11-28.");

const sums = z.object({
  tickets: count.describe("Sales; refunds are counted apart."),
  avoirs: count,
  ttc: signed.describe("Cents of turnover, refunds taken off."),
  rembourse: signed.describe("Cents that were given back."),
  panier: signed.nullable().describe("Cents of a sale on average, before anything was given back; null without a sale."),
});
const total = sums.extend({
  ht: signed,
  tva: signed,
  marge: signed.nullable().describe("Cents without VAT, on what is known to have cost something; null where nothing is."),
  ht_couvert: signed.describe("What that was sold for, in cents without VAT."),
}).meta({ id: "DayTotal" });

const compared = { ttc: signed, ttc_avant: signed };
const sold = { tickets: count, tickets_avant: count, ...compared };
const person = z.object({ id: whole.nullable(), nom: z.string().nullable(), ...sold });

export const overviewRoutes: readonly ApplicationRoute[] = [
  {
    kind: "read",
    method: "GET",
    path: "/api/tableau/:jour",
    scope: "reports",
    question: "tableau.jour",
    summary: "A day beside the same weekday a week before: in all, by hour, seller, cashier, till, means, category and article",
    description:
      "`jour` is a date such as 2026-11-28, or `aujourdhui`. Kept up by each payment and refund; training counts nowhere.",
    answer: z.object({
      jour: day,
      avant: day.describe("The day it is compared with."),
      aujourdhui: day,
      total,
      total_avant: total,
      total_avant_a_cette_heure: sums.nullable().describe(
        "Of that day up to the present time of day; null for a day that is over.",
      ),
      heures: z.array(z.object({ heure: count.describe("0 to 23, of the shop's clocks."), ...sold })),
      vendeurs: z.array(person),
      caissiers: z.array(person),
      caisses: z.array(z.object({ nom: z.string(), libelle: z.string(), ...sold })),
      modes: z.array(z.object({ mode: z.string(), montant: signed, montant_avant: signed })),
      hors_champ: z.array(
        z.object({ nature: z.string(), nombre: count, nombre_avant: count, total: signed, total_avant: signed }),
      ).describe("What was outside VAT, and is in no other sum but that of the means: on how many tickets, and cents."),
      categories: z.array(
        z.object({ id: whole.nullable(), nom: z.string().nullable(), couleur: z.string().nullable(), ...compared }),
      ),
      articles: z.array(z.object({
        id: whole.nullable().describe("null for what is no article of the catalogue."),
        libelle: z.string().nullable(),
        quantite: count.describe("Thousandths."),
        ...compared,
      })).describe("Those that sold best."),
    }).meta({ id: "Overview" }),
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/tableau/:jour/annee",
    scope: "reports",
    question: "tableau.annee",
    summary: "53 weeks of days up to one: those on which something was sold",
    answer: z.object({
      premier: day,
      dernier: day,
      jours: z.array(z.object({ jour: day, tickets: count, ttc: signed, rembourse: signed })),
    }).meta({ id: "OverviewYear" }),
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/tableau/:jour/articles/:id",
    scope: "reports",
    question: "tableau.article",
    summary: "30 days of one article up to a day: those on which it was sold or came back",
    answer: z.object({
      premier: day,
      dernier: day,
      jours: z.array(z.object({ jour: day, quantite: count.describe("Thousandths, what came back taken off."), ttc: signed })),
    }).meta({ id: "ArticleSold" }),
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/stock/bas",
    scope: "reports",
    question: "tableau.stock",
    summary: "Articles followed in stock of which less is left than was sold in the last days, or nothing",
    answer: z.object({
      jours: count.describe("How many days, today among them."),
      nombre: count.describe("How many articles; the answer names the first of them."),
      articles: z.array(z.object({
        id: whole,
        libelle: z.string(),
        stock: count.describe("Thousandths."),
        vendu: count.describe("Thousandths, in those days."),
      })),
    }).meta({ id: "LowStock" }),
    errors: [],
  },
];
