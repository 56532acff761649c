/** What a shop of a chain asks the others, by way of head office. */
import * as z from "zod";
import type { StockElsewhere } from "../../head_office/inquiry.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { moment } from "./shapes.ts";
import { unit } from "./ticket_shapes.ts";

export const chainRoutes: readonly ApplicationRoute[] = [
  {
    kind: "device",
    method: "GET",
    path: "/api/produits/:id/ailleurs",
    device: "headOffice",
    question: "produits.ailleurs",
    auth: "session",
    summary: "What the other shops of the chain have of an article",
    description:
      "An article is the same in another shop where a code of one piece of it is. Asked at head office, for 3 seconds at most: " +
      "`head_office_away` says that it does not answer. Each shop tells its stock when it has sent all its records there, and at " +
      "least each minute: of one that is offline it is the stock of `le`.",
    answer: z.object({
      boutiques: z.array(z.object({
        boutique: z.string().describe("The shop's key at head office."),
        nom: z.string(),
        libelle: z.string().describe("What it calls the article."),
        unite: unit,
        quantite: z.string().describe("Thousandths, as decimal text."),
        le: moment.describe("When it told so last."),
      })).describe("The fullest first; none for an article without a code, or that no other shop follows."),
    }).meta({ id: "StockElsewhere" }),
    errors: ["not_found", "no_head_office", "head_office_away"],
    of: (said) => ({
      boutiques: ((said ?? []) as unknown as readonly StockElsewhere[]).map(({ shop, name, label, unit, quantity, at }) => (
        { boutique: shop, nom: name, libelle: label, unite: unit, quantite: quantity, le: at }
      )),
    }),
  },
];
