/** Stock by the owner's hand. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { reason as note } from "./shapes.ts";

const quantity = z.number().int().min(0).max(LIMITS.stockThousandths).describe("Thousandths, never negative.");

export const stockRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/produits/:id/stock",
    command: "produits.stock",
    summary: "Move a product's stock: goods delivered, lost, come back, or counted",
    description:
      "`livraison` and `retour` add (goods that come back without a refund; a refund moves stock by itself), `perte` takes off, " +
      "`inventaire` sets what was counted and records the difference.",
    body: z.strictObject({
      motif: z.enum(["livraison", "inventaire", "perte", "retour"]),
      quantite: quantity,
      note: note.optional(),
    }).refine(({ motif, quantite }) => motif === "inventaire" || quantite > 0, {
      path: ["quantite"],
      message: "more than 0 is wanted",
    })
      .meta({ id: "StockMove" }),
    answer: z.object({
      produit: z.looseObject({ id: z.number().int(), libelle: z.string(), stock: z.number().int() }),
      mouvement: z.looseObject({
        id: z.number().int(),
        produit_id: z.number().int(),
        quantite: z.number().int().describe("Thousandths; negative when goods leave."),
        motif: z.string(),
        note: z.string().nullable(),
      }),
    }).meta({ id: "StockMoved" }),
    errors: ["not_found", "constraint_violation"],
  },
];
