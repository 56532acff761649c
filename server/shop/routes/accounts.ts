/** Customer accounts: their ceiling, what comes in for them, their statement. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import {
  amount,
  cents,
  id,
  moment,
  motif,
  OWNERS_WORD,
  ownersCode,
  printedShop,
  reason,
  TILL,
  TILL_AND_OWNER,
  whole,
  zone,
} from "./shapes.ts";

const settlement = z.object({
  id: z.number().int(),
  numero: z.string().meta({ examples: ["R-000123"] }),
  date: moment,
  fuseau: zone.nullable().describe("The shop's time zone then."),
  caisse: z.string(),
  session_id: z.number().int(),
  caissier: z.string(),
  par: z.string().describe("By which name who took it signs in."),
  client_id: whole.describe("Who it is, no name: that can be erased, what was signed cannot."),
  mode: z.string(),
  montant: amount.describe("Cents that were received; negative for a settlement that was cancelled."),
  solde_avant: amount.describe("Cents that were owed before."),
  solde: amount.describe("Cents that are still owed."),
  annule: z.string().optional().describe("The number of the settlement that it cancels."),
  motif: z.string().optional().describe("Why it was cancelled."),
  formation: z.boolean().describe("Of a training session: it counts nowhere."),
  demonstration: z.boolean().describe("Of a demo shop."),
  boutique: printedShop,
  logiciel: z.string().describe("The program that signed it, with its version."),
  signature: z.string().describe("Characters 3, 7, 13 and 19 of the signature."),
  duplicata: z.number().int().optional().describe("Of a copy: which one it is, from 1."),
  duplicata_le: moment.optional().describe("When the copy was made."),
}).meta({ id: "Settlement" });

export const accountRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/clients/:id/plafond",
    command: "comptes.plafonner",
    summary: "Give a customer an account: how much may be owed on it; 0 lets nothing more go on it",
    description:
      'What is owed already stays. Tickets go on it by `encaisser` with `mode: "compte"`, no more than the ceiling allows ' +
      "(`account_exceeded`). Ceilings and what is owed are in the table `comptes_clients`, for tills to read.",
    body: z.strictObject({ plafond: cents.describe("Cents.") }).meta({ id: "AccountCeiling" }),
    answer: z.object({ client_id: whole, plafond: z.number().int(), solde: z.number().int() }).meta({
      id: "CustomerAccount",
    }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/clients/:id/reglement",
    command: "comptes.regler",
    auth: TILL,
    summary: "Take money for what a customer owes: no sale, no VAT; its own signed receipt",
    description:
      "No more than is owed. Cash counts in the drawer of the caller's open till; more of it than `boutique.especes_max` " +
      "is `owner_wanted` unless the owner's code (`accord`) comes along.",
    body: z.strictObject({
      montant: z.number().int().min(1).max(LIMITS.amountCents).describe("Cents."),
      mode: z.enum(["especes", "carte", "cheque", "virement", "autre"]),
      accord: ownersCode,
    }).meta({ id: "Settle" }),
    answer: settlement,
    errors: ["not_found", "till_closed", "clock_behind", "account_overpaid", ...OWNERS_WORD.errors],
    secrets: [OWNERS_WORD.secret],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/reglements/:id/annuler",
    command: "comptes.annuler",
    auth: TILL,
    summary: "Cancel a settlement that was typed wrong, by a signed one beside it, while its drawer is not counted",
    description:
      "Cash goes back out of the drawer: what it does not hold is `owner_wanted` unless the owner's code (`accord`) comes along.",
    body: z.strictObject({ motif: reason, accord: ownersCode }).meta({ id: "CancelSettlement" }),
    answer: settlement,
    errors: ["not_found", "till_closed", "clock_behind", ...OWNERS_WORD.errors],
    secrets: [OWNERS_WORD.secret],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/reglements/:id/duplicata",
    command: "comptes.duplicata",
    auth: TILL_AND_OWNER,
    summary: "One more copy of a settlement's receipt, or of a cancellation's, numbered and recorded",
    description:
      "It says what was signed, under the copy's own signature; `client_id` is whose account it is on now. The receipt itself is answered once, by the payment.",
    answer: settlement,
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/clients/:id/reglements",
    question: "comptes.reglements",
    auth: TILL_AND_OWNER,
    summary:
      "What came in for a customer's account last, the latest first, to be copied; in training, what was taken in training",
    answer: z.object({
      reglements: z.array(z.object({
        id: z.number().int(),
        numero: z.string(),
        genre: z.enum(["reglement", "annulation"]),
        le: z.string(),
        montant: z.number().int().describe("Cents that were received; negative for a cancellation."),
      })),
    }).meta({ id: "Settlements" }),
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/clients/:id/releve",
    question: "comptes.releve",
    summary: "A customer's statement: every movement of the account and what was owed after it",
    description: `The last ${LIMITS.statementMoves} movements; \`report\` is what was owed before them.`,
    answer: z.object({
      client: z.object({
        id: z.number().int(),
        nom: z.string(),
        adresse: z.string().nullable(),
        telephone: z.string().nullable(),
        email: z.string().nullable(),
      }),
      boutique: printedShop,
      etabli_le: moment,
      fuseau: zone,
      plafond: amount.describe("Cents that may be owed."),
      solde: amount.describe("Cents that are owed."),
      report: amount.describe("Cents that were owed before the movements."),
      mouvements: z.array(z.object({
        id: z.number().int(),
        le: moment,
        genre: z.enum(["achat", "retour", "reglement", "annulation"]),
        montant: amount.describe("Cents that were owed more, or less."),
        mode: z.string().nullable().describe("By which a settlement was paid."),
        motif,
        vente_id: id.nullable(),
        numero: z.string().describe("Of the ticket or the settlement."),
        par: z.string().nullable(),
        solde: amount.describe("Cents that were owed after it."),
      })),
    }).meta({ id: "Statement" }),
    errors: ["not_found"],
  },
];
