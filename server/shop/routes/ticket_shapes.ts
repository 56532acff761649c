/** A ticket on its way, with its lines, as commands answer it: the rows of `ventes` and `lignes_vente`. */
import * as z from "zod";
import { NATURES } from "../../../shared/natures.ts";
import { UNITS } from "../../../shared/units.ts";
import { amount, basisPoints, date, flag, id, moment, motif, thousandths, whole } from "./shapes.ts";

export const unit = z.enum(UNITS);
export const nature = z.enum(NATURES);

const line = z.object({
  id,
  vente_id: id,
  produit_id: whole.nullable(),
  libelle: z.string(),
  quantite: thousandths.describe("Thousandths of its unit; negative for a deposit that comes back, and on a refund."),
  unite: unit.describe("By what it is sold; its price is that of one."),
  prix_unitaire_ttc: amount.describe("Cents, VAT included."),
  prix_libre: flag.describe("1: the price was said, at the till of an article whose price is open, or by a scale's label."),
  prix_ordinaire: amount.nullable().describe("Cents: what it would have cost, where its price was changed by hand."),
  prix_motif: motif.describe("Why its price was changed."),
  remise: amount.describe("Cents off the line."),
  remise_taux: basisPoints.describe("Basis points, where the discount is a rate: `remise` follows it. 0 for others."),
  remise_motif: motif,
  brut_ttc: amount.describe("Cents before any discount."),
  remise_ticket: amount.nullable().describe("Cents: its part of the ticket's own discount, once it is paid."),
  tva: basisPoints.describe("Rate of VAT in basis points."),
  nature: nature.describe("`bien` is goods; anything else is outside VAT."),
  total_ttc: amount.describe("Cents, the line's discount taken off, the ticket's not."),
  total_ht: amount.nullable().describe("Cents without VAT, once it is paid."),
  position: whole,
  ligne_origine_id: id.nullable().describe("The line of a paid ticket that comes back here."),
  etiquette: z.string().nullable().describe("The scale's label that the article bore, where that said its price."),
}).meta({ id: "LigneVente" });

export const sale = z.object({
  id,
  type: z.enum(["vente", "avoir"]),
  etat: z.enum(["brouillon", "en_attente", "en_caisse", "payee", "annulee"]),
  rappel: z.number().int().nullable().describe("The recall number of the day."),
  rappel_jour: date.nullable().describe("The day of the recall number, which begins at 1 each day: yesterday's 2 is another's."),
  numero: z.number().int().nullable().describe("Of its till's series, for good, once it is paid."),
  numero_formation: z.number().int().nullable().describe("The same in training."),
  vendeur_id: whole.nullable(),
  caissier_id: whole.nullable(),
  caisse: z.string().nullable().describe("The till where it was paid."),
  client_id: whole.nullable(),
  note: z.string().nullable(),
  nombre_lignes: z.number().int(),
  total_ttc: amount.describe("Cents to pay."),
  total_ht: amount.nullable().describe("Cents without VAT, once it is paid."),
  total_tva: amount.nullable().describe("Cents of VAT, once it is paid."),
  hors_champ: amount.describe("Cents of its lines that are outside VAT."),
  avant_remises: amount.describe("Cents of its lines without any discount."),
  sous_total: amount.describe("Cents of its lines, the ticket's own discount not taken off."),
  sans_remise: amount.describe("Cents that the ticket's own discount is not spread over."),
  remise: amount.describe("Cents off the whole ticket."),
  remise_taux: basisPoints.describe("Basis points, where that is a rate; 0 for others."),
  remise_motif: motif,
  remise_accord: basisPoints.describe("Up to which rate the owner has allowed discounts on it."),
  prix_accord: basisPoints.describe("The same for changed prices."),
  motif: motif.describe("Of a refund, a return or a cancellation."),
  bail_jusqua: moment.nullable().describe("Until when its cashier has it in hand."),
  version: z.number().int().describe("Grows with each change: `encaisser` and changes name the one that was seen."),
  formation: flag.describe("1: made in training, and counts nowhere."),
  cree_le: moment,
  modifie_le: moment,
  payee_le: moment.nullable(),
  jour: date.nullable().describe("The shop's own date of the payment, by which closings gather."),
  session_caisse_id: whole.nullable().optional(),
  vente_origine_id: id.nullable().describe("Of a refund: the ticket that was paid."),
  lignes: z.array(line),
}).meta({ id: "Vente" });

export const tenders = z.array(z.object({
  id: z.string(),
  mode: z.string(),
  montant: z.number().int(),
  carte: z.string().optional().describe("The last digits of a card that the till's terminal took; absent from all else."),
})).describe(
  "What was paid already and not taken off, in the order in which it was given.",
);
/** As it is answered to who has it in hand. */
export const saleInHand = sale.extend({ annonces: tenders }).meta({ id: "VenteEnMain" });
