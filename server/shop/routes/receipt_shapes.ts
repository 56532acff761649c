/** A receipt as it was signed, and what is told beside it when it is answered. */
import * as z from "zod";
import { amount, basisPoints, flagTrue, id, moment, motif, printedShop, rates, thousandths, whole, zone } from "./shapes.ts";
import { nature, unit } from "./ticket_shapes.ts";

const line = z.object({
  id,
  produit_id: whole.nullable(),
  libelle: z.string(),
  quantite: thousandths.describe("Thousandths of its unit; negative on a refund."),
  unite: unit.optional().describe(
    "By what it is weighed or measured: quantities are thousandths of it, the price is that of one. Absent for pieces.",
  ),
  prix_unitaire_ttc: amount.describe("Cents, VAT included."),
  prix_libre: flagTrue.optional().describe("The article's price is open, or its scale's label said it. Absent from others."),
  prix_ordinaire: amount.optional().describe(
    "Where the price was changed by hand: what it would have been. `prix_motif` says why. Absent from other lines.",
  ),
  prix_motif: motif.optional(),
  remise: amount.describe("Cents off the line."),
  remise_taux: basisPoints.optional().describe("Basis points, where that is a rate. Absent from receipts of before."),
  remise_motif: motif.optional(),
  remise_ticket: amount.nullable().optional().describe("Cents: its part of the ticket's own discount."),
  tva: basisPoints.describe("Rate of VAT in basis points."),
  nature: nature.optional().describe("What is outside VAT. Absent from goods."),
  ligne_origine_id: id.optional().describe("The line of a paid ticket that came back. Absent from others."),
  total_ttc: amount.describe("Cents, the line's discount taken off, the ticket's not."),
  total_ht: amount.nullable().optional().describe("Cents without VAT."),
}).meta({ id: "ReceiptLine" });

const payment = z.object({
  mode: z.string(),
  montant: amount.describe("Cents as given; negative on a refund."),
  rendu: amount.describe("Cents of change."),
  code_bon: z.string().optional().describe("Of the voucher or gift card that it was paid by, or that it gave."),
  solde_bon: amount.nullable().optional().describe("Cents that were left on it; null where nobody knew."),
  boutique_bon: z.string().optional().describe("Of another shop's voucher (`bon`): which one gave it."),
  autorisation: z.string().optional().describe("Of a card, where the till's own terminal took it."),
  carte: z.string().optional().describe("Its last four digits."),
  client_id: whole.optional().describe("Whose account it went on."),
  solde_compte: amount.optional().describe("Cents that were owed on it then."),
}).meta({ id: "ReceiptPayment" });

/** `etat` of a print. */
const print = z.object({
  id: z.number().int(),
  genre: z.string(),
  titre: z.string(),
  etat: z.string().describe("As in `GET /api/impressions/{id}`."),
  raison: z.string().nullable(),
  cree_le: moment,
});

export const receipt = z.object({
  type: z.enum(["vente", "avoir"]),
  vente_id: id,
  numero: z.string().meta({ description: "Of its till's series; in training `F-C1-000001`.", examples: ["C1-000123"] }),
  date: moment,
  fuseau: zone.nullable().optional().describe("The shop's time zone then, by its IANA name. Absent from receipts of before."),
  caisse: z.string(),
  vendeur: z.string(),
  caissier: z.string(),
  demonstration: z.boolean().describe("Of a demo shop: no sale."),
  formation: z.boolean().optional().describe("Made in training: no sale; its number is `F-C1-000001`."),
  boutique: printedShop,
  lignes: z.array(line),
  remise: amount.describe("Cents off the whole ticket."),
  remise_taux: basisPoints.optional().describe("Basis points, where that is a rate."),
  remise_motif: motif.optional(),
  total_ttc: amount.describe("Cents."),
  total_ht: amount.describe("Cents without VAT."),
  total_tva: amount.describe("Cents of VAT."),
  taux: rates,
  hors_champ: z.array(z.object({
    nature,
    ttc: amount.describe("Cents."),
    rendu: amount.optional().describe("Cents of it that were given back. Absent where nothing was."),
  })).optional().describe("What is outside VAT, by kind. Absent where there is none."),
  mention_tva: z.string().optional().describe("Why no VAT is charged: a shop that charges none by its size."),
  bons: z.array(z.object({ code: z.string(), genre: z.enum(["avoir", "carte_cadeau"]), montant: amount.describe("Cents.") }))
    .optional().describe("Vouchers and gift cards that the ticket gave."),
  paiements: z.array(payment),
  rendu: amount.describe("Cents of change."),
  numero_origine: z.string().nullable().describe("Of a refund: the number of the ticket that was paid."),
  echange_de: z.array(z.string()).optional().describe("Numbers of the tickets that something came back of, in exchange."),
  motif,
  retrait: z.number().int().optional().describe(
    "The number by which it is fetched, of the till's day: where `boutique.numeros_retrait` is set and something of it is prepared.",
  ),
  logiciel: z.string().describe("The program that signed it, with its version."),
  logo: z.object({
    image: z.string().describe("Its hash: `/images/EMPREINTE` answers it."),
    largeur: z.number().int().describe("Dots, at 203 to the inch."),
    hauteur: z.number().int(),
  }).optional().describe("The shop's present logo, where it has one. It is not signed."),
  seq: z.number().int().describe("Its place in its till's series of the fiscal journal."),
  signature: z.string().describe("Characters 3, 7, 13 and 19 of the signature."),
  duplicata: z.number().int().nullable().describe("The copy's number; null on the receipt itself."),
  duplicata_le: moment.optional().describe("When the copy was made."),
  corrections: z.array(z.object({ de: z.string(), vers: z.string(), montant: amount.describe("Cents."), le: moment })).optional()
    .describe("On a copy: means that were corrected since."),
  deja_encaisse: flagTrue.optional().describe("It had been paid before."),
  a_imprimer: z.boolean().optional().describe(
    "At a payment or refund: printed unasked, for a legal warranty or a card refused, taken off or credited.",
  ),
  imprimante: z.string().optional().describe("At a payment or refund: the till's printer by its name, where it has one."),
  impression: print.optional().describe(
    "The same where the till's printer takes it: `GET /api/impressions/:id` tells how it stands.",
  ),
  cuisine: z.array(print).optional().describe("At a payment: what is prepared elsewhere, a slip for each printer."),
  taux_changes: z.array(z.object({
    ligne_id: id,
    libelle: z.string(),
    avant: basisPoints,
    apres: basisPoints,
  })).optional().describe(
    "At a payment: lines whose rate of VAT changed since they were added, in basis points. The present one was applied, the price stayed.",
  ),
}).meta({ id: "Receipt" });
