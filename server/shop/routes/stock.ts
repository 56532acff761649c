/** Stock by the owner's hand. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { amount, basisPoints, flag, id, moment, reason as note, whole } from "./shapes.ts";
import { nature, unit } from "./ticket_shapes.ts";

const quantity = z.number().int().min(0).max(LIMITS.stockThousandths).describe("Thousandths, never negative.");

/** The row of `produits`. */
const produit = z.object({
  id: whole,
  libelle: z.string(),
  code_barres: z.string().nullable(),
  categorie_id: whole.nullable(),
  prix_ttc: amount.describe("Cents, VAT included, of one unit."),
  prix_libre: flag.describe("1: said at the till."),
  tva: basisPoints.describe("Rate of VAT in basis points."),
  nature,
  unite: unit,
  suivi_stock: flag,
  stock: whole.describe("Thousandths of its unit."),
  actif: flag,
  favori: flag,
  garantie_legale: flag,
  titre_restaurant: flag,
  consigne_id: whole.nullable().describe("The deposit that is sold with it."),
  image: z.string().nullable(),
  cree_le: moment,
  modifie_le: moment,
}).meta({ id: "Produit" });

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
      produit,
      mouvement: z.object({
        id: z.number().int(),
        produit_id: whole,
        quantite: whole.describe("Thousandths; negative when goods leave."),
        motif: z.string(),
        note: z.string().nullable(),
        vente_id: id.nullable(),
        livraison_id: z.number().int().nullable(),
        cout_ht: amount.nullable().describe("Cents without VAT, of one unit."),
        compte: whole.nullable().describe("Of a count: thousandths that were there."),
        compte_le: moment.nullable(),
        par_id: z.number().int().nullable(),
        cree_le: moment,
      }),
    }).meta({ id: "StockMoved" }),
    errors: ["not_found", "constraint_violation"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/stock/livraisons",
    command: "stock.livrer",
    summary: "Take in what a supplier delivered, with its cost",
    description: "All of it or nothing: an error says which line (`ligne`, from 0) it is about. A cost becomes the article's.",
    body: z.strictObject({
      fournisseur: z.string().max(200).optional(),
      reference: z.string().max(100).optional().describe("What the supplier calls it."),
      lignes: z.array(z.strictObject({
        produit_id: z.number().int(),
        quantite: quantity.min(1),
        cout_ht: z.number().int().min(0).max(100_000_000).optional().describe("Cents without VAT, of one unit."),
      })).min(1).max(LIMITS.stockLines),
    }).meta({ id: "Delivery" }),
    answer: z.object({ id: z.number().int(), lignes: z.number().int() }).meta({ id: "Delivered" }),
    errors: ["not_found", "constraint_violation"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/stock/inventaires",
    command: "stock.compter",
    summary: "Record what was counted, as of the moment of counting",
    description:
      "What moved since then stays moved: counted 10 and sold 2 since leaves 8. All of it or nothing; a count that is older " +
      "than one that is known is refused.",
    body: z.strictObject({
      lignes: z.array(z.strictObject({
        produit_id: z.number().int(),
        compte: quantity,
        compte_le: z.iso.datetime({ offset: true }).optional().describe("When it was counted, RFC 3339; now by default."),
      })).min(1).max(LIMITS.stockLines),
    }).meta({ id: "StockCounts" }),
    answer: z.object({
      comptages: z.array(z.object({
        produit_id: whole,
        compte: z.number().int(),
        attendu: whole.describe("Thousandths that should have been there then."),
        ecart: whole,
        stock: whole.describe("Thousandths now."),
      })),
    }).meta({ id: "StockCounted" }),
    errors: ["not_found", "constraint_violation"],
  },
];
