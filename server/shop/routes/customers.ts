/** The shop's customers. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { amount, flag, id, moment, thousandths, TILL_AND_OWNER, whole } from "./shapes.ts";

export const customerRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/clients/:id/consentements",
    auth: TILL_AND_OWNER,
    command: "clients.consentir",
    summary: "Note what a customer has agreed to, or no longer agrees to, for one channel",
    description:
      "Each word is kept with its date and who noted it; the latest of a channel holds. It is no condition of anything.",
    body: z.strictObject({ canal: z.enum(["email", "sms", "telephone", "courrier"]), accorde: z.boolean() }).meta({
      id: "Consent",
    }),
    answer: z.object({
      client_id: whole,
      canal: z.string(),
      accorde: z.boolean(),
      note_le: z.string(),
      par: z.string(),
    }).meta({ id: "Consented" }),
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/clients/:id/export",
    question: "clients.export",
    summary: "All that the shop keeps of one customer: the data, every consent, and what was bought",
    answer: z.object({
      client: z.object({
        id: whole,
        nom: z.string(),
        telephone: z.string().nullable(),
        email: z.string().nullable(),
        adresse: z.string().nullable(),
        note: z.string().nullable(),
        siren: z.string().nullable(),
        cree_le: moment,
        dernier_contact: moment.nullable(),
      }),
      consentements: z.array(z.object({ canal: z.string(), accorde: flag, note_le: moment, par: z.string().nullable() })),
      compte: z.object({
        client_id: whole,
        plafond: amount.describe("Cents that may be owed."),
        solde: amount.describe("Cents that are owed."),
      }).nullable(),
      mouvements_compte: z.array(z.object({
        le: moment,
        genre: z.string(),
        montant: amount.describe("Cents that were owed more, or less."),
        mode: z.string().nullable(),
        vente_id: id.nullable(),
      })),
      achats: z.array(z.object({
        id,
        type: z.enum(["vente", "avoir"]),
        caisse: z.string(),
        numero: z.number().int().nullable(),
        payee_le: moment,
        total_ttc: amount,
        lignes: z.array(z.object({ libelle: z.string(), quantite: thousandths, total_ttc: amount })),
      })),
    }).meta({ id: "CustomerExport" }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/clients/:id/effacer",
    command: "clients.effacer",
    summary: "Erase what names a customer; no chain breaks",
    description:
      "Answers kept for an Idempotency-Key lose the customers' rows as well: sent again, such a request still writes nothing.",
    answer: z.object({ id: whole }).meta({ id: "Erased" }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/clients/effacer-silencieux",
    command: "clients.effacer_silencieux",
    summary: "Erase customers with whom nobody has been in touch for 36 months",
    description: `At most ${LIMITS.erasedAtOnce} at once: ask again while some are left. Who still has something to pay stays.`,
    answer: z.object({
      effaces: z.number().int(),
      restent: z.number().int().describe("That can be erased by asking again."),
      a_payer: z.number().int().describe("Silent for as long, with an account to settle first."),
    }).meta({ id: "SilentErased" }),
    errors: [],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/clients/:id/fusionner",
    command: "clients.fusionner",
    summary: "Merge a customer into another: all tickets go over, and the emptied one is erased",
    description:
      "The other keeps what is known of it, and takes from the first what it lacks. For good: a merged customer stays empty.",
    body: z.strictObject({ dans: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).describe("The customer that stays.") })
      .meta({ id: "Merge" }),
    answer: z.object({
      id: whole.describe("The customer that stays."),
      fusionne: whole.describe("The one that was emptied."),
      ventes: z.number().int().describe("Tickets that went over."),
    }).meta({ id: "Merged" }),
    errors: ["not_found", "constraint_violation"],
  },
];
