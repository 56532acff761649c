/** Many changes of the catalogue as one. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { BATCH_COLUMNS } from "../batch_columns.ts";
import { amount, moment } from "./shapes.ts";

const value = z.union([z.string().max(200), z.number().int(), z.null()]);
const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const changes = z.array(z.tuple([id, value, value])).max(LIMITS.catalogueBatch).optional();

export const catalogueRoutes: readonly ApplicationRoute[] = [
  {
    kind: "read",
    method: "GET",
    path: "/api/produits/souvent",
    question: "produits.souvent",
    auth: "session",
    summary: "The articles that were sold on the most days of the last two weeks, for tills to show first",
    answer: z.object({ produits: z.array(z.number().int()).describe("Ids, those sold most often first.") })
      .meta({ id: "OftenSold" }),
    errors: [],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/produits/:id/prix",
    question: "produits.prix",
    scope: "catalogue",
    summary: "The prices that an article has had, the latest first",
    answer: z.object({
      prix: z.array(z.object({
        depuis: moment,
        avant: amount.nullable().describe("Cents; null where the article was made with its price."),
        prix_ttc: amount.describe("Cents, from then on."),
        par: z.string().nullable().describe("Who set it; null for somebody who is unknown."),
      })).describe(`${LIMITS.pricesTold} at most.`),
    }).meta({ id: "PriceHistory" }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/produits/lot",
    command: "produits.lot",
    scope: "catalogue",
    summary: "Change and add many products at once, all or nothing",
    description:
      "`changements` names, by column, each product's id, the value that was seen, and the new one: where the value is another " +
      "by now nothing is written, and 409 `rule:product_changed` names the product (`id`, `column`, `value`). The same list " +
      "with both values exchanged takes a batch back. `ajouts` are new products: the columns that are given, then a row each. " +
      "A category is a number, or a name: one that is not there is made.",
    body: z.strictObject({
      changements: z.strictObject(Object.fromEntries(BATCH_COLUMNS.map((column) => [column, changes]))).optional(),
      ajouts: z.strictObject({
        colonnes: z.array(z.enum(BATCH_COLUMNS)).min(1),
        lignes: z.array(z.array(value)).max(LIMITS.catalogueBatch),
      }).refine(({ colonnes }) => new Set(colonnes).size === colonnes.length, {
        path: ["colonnes"],
        message: "each column once is wanted",
      }).refine(({ colonnes, lignes }) => lignes.every((row) => row.length === colonnes.length), {
        path: ["lignes"],
        message: "a value for each column is wanted",
      }).optional(),
    }).meta({ id: "CatalogueBatch" }),
    answer: z.object({
      changements: z.number().int(),
      ajouts: z.object({ de: z.number().int(), a: z.number().int() }).nullable().describe(
        "The first and the last of the new ids.",
      ),
      categories: z.number().int().describe("Categories that were made."),
    }).meta({ id: "CatalogueBatchDone" }),
    errors: ["not_found", "constraint_violation"],
  },
];
