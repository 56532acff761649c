/** The shop's commands over HTTP: paths, roles, and the shapes of what goes in and comes out. */
import { z } from "zod";
import type { Endpoint } from "../database/application.ts";

const TILL = ["caisse"] as const;
const SELLERS = ["vendeur", "caisse"] as const;
const OWNER = ["administrateur"] as const;
const NOTHING = null;

const MAX_CENTS = 100_000_000_00;
const MAX_LINES = 1_000;
const cents = z.number().int().min(0).max(MAX_CENTS);
const motif = z.string().trim().min(1).max(500);
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, "a UUID");
const mode = z.enum(["especes", "carte", "cheque", "titre_restaurant", "virement", "avoir", "autre"]);
const paiements = z.array(z.strictObject({ mode, montant: cents.min(1) })).max(50).describe(
  "Amounts in cents as given; only cash may exceed what is due.",
);

const ligne = z.looseObject({
  id: z.string(),
  libelle: z.string(),
  quantite: z.number().int(),
  prix_unitaire_ttc: z.number().int(),
});
const vente = z.looseObject({
  id: z.string(),
  type: z.enum(["vente", "avoir"]),
  etat: z.string(),
  rappel: z.number().int().nullable(),
  total_ttc: z.number().int(),
  version: z.number().int(),
  lignes: z.array(ligne),
}).meta({ id: "Vente" });
const receipt = z.looseObject({
  numero: z.string(),
  date: z.string(),
  lignes: z.array(ligne),
  total_ttc: z.number().int(),
  rendu: z.number().int(),
  signature: z.string().describe("Characters 3, 7, 13 and 19 of the signature."),
  duplicata: z.number().int().nullable(),
  demonstration: z.boolean().describe("Of a demo shop: no sale."),
}).meta({ id: "Receipt" });
const cloture = z.looseObject({
  genre: z.string(),
  periode: z.string(),
  tickets: z.number().int(),
  total_ttc: z.number().int(),
  perpetuel: z.number().int(),
  perpetuel_absolu: z.number().int(),
}).meta({ id: "Cloture" });
const report = z.looseObject({ caisse: z.string() }).meta({ id: "CashReport" });

const ticket = (
  action: string,
  rest: Omit<Endpoint, "method" | "path" | "command" | "answer"> & { readonly answer?: z.ZodType },
): Endpoint => ({
  method: "POST",
  path: `/api/ventes/:id/${action}`,
  command: `ventes.${action}`,
  answer: vente,
  ...rest,
});

export const ENDPOINTS: readonly Endpoint[] = [
  ticket("envoyer", {
    roles: SELLERS,
    summary: "Send one's ticket to the till: answers the recall number",
    body: NOTHING,
    errors: ["not_found", "invalid_state"],
  }),
  ticket("reprendre", {
    roles: SELLERS,
    summary: "Take one's own ticket back from the queue",
    body: NOTHING,
    errors: ["not_found", "invalid_state"],
  }),
  ticket("prendre", {
    roles: TILL,
    summary: "Take a ticket in hand, or hold on to it for two more minutes",
    description: "Another's hold is broken with a reason only, which is kept.",
    body: z.strictObject({ motif: motif.optional() }).meta({ id: "Take" }),
    errors: ["not_found", "invalid_state", "ticket_locked"],
  }),
  ticket("rendre", {
    roles: TILL,
    summary: "Put a ticket back into the queue, with a reason",
    body: z.strictObject({ motif }).meta({ id: "Return" }),
    errors: ["not_found", "invalid_state", "ticket_locked"],
  }),
  ticket("annuler", {
    roles: SELLERS,
    summary: "Cancel a ticket that is not paid, with a reason",
    body: z.strictObject({ motif }).meta({ id: "Cancel" }),
    errors: ["not_found", "invalid_state", "ticket_locked"],
  }),
  ticket("encaisser", {
    roles: TILL,
    summary: "Take the money: gives the legal number and answers the receipt",
    description: "A ticket that is paid already answers its receipt again, with `deja_encaisse`.",
    body: z.strictObject({ version: z.number().int().min(1), paiements }).meta({ id: "Payment" }),
    answer: receipt,
    errors: ["not_found", "invalid_state", "ticket_locked", "stale_version", "till_closed", "day_closed", "payment_mismatch"],
  }),
  ticket("rembourser", {
    roles: TILL,
    summary: "Refund lines of a paid ticket: its own negative document, with the next number",
    body: z.strictObject({
      avoir_id: uuid,
      lignes: z.array(
        z.strictObject({ id: uuid, ligne_id: z.string().max(64), quantite: z.number().int().min(1).max(1_000_000_000) }),
      )
        .min(1).max(MAX_LINES),
      paiements,
      motif,
    }).meta({ id: "Refund" }),
    answer: receipt,
    errors: ["not_found", "invalid_state", "till_closed", "day_closed", "payment_mismatch", "refund_exceeds"],
  }),
  ticket("duplicata", {
    roles: [...TILL, ...OWNER],
    summary: "One more copy of a receipt, numbered and recorded",
    body: NOTHING,
    answer: receipt,
    errors: ["not_found", "invalid_state"],
  }),
  {
    method: "POST",
    path: "/api/caisses",
    command: "caisses.ajouter",
    roles: OWNER,
    summary: "Name a till",
    body: z.strictObject({
      nom: z.string().regex(/^[A-Z][A-Z0-9]{0,9}$/, "capital letters and digits, at most 10"),
      libelle: z.string().max(100).optional(),
    })
      .meta({ id: "NewTill" }),
    answer: z.looseObject({ nom: z.string() }).meta({ id: "Till" }),
    errors: [],
  },
  {
    method: "POST",
    path: "/api/caisses/:nom/ouvrir",
    command: "caisses.ouvrir",
    roles: TILL,
    summary: "Open a till with its float: what one takes from now on is taken there",
    body: z.strictObject({ fond: cents.default(0).describe("Cents in the drawer.") }).meta({ id: "OpenTill" }),
    answer: z.looseObject({ caisse: z.string(), fond: z.number().int() }).meta({ id: "TillOpened" }),
    errors: ["not_found", "till_open", "day_closed"],
  },
  {
    method: "POST",
    path: "/api/caisses/:nom/fermer",
    command: "caisses.fermer",
    roles: [...TILL, ...OWNER],
    summary: "Count blind and close: expected, counted and variance are answered then, and kept for good",
    body: z.strictObject({
      compte: cents.optional().describe("Cents counted."),
      comptage: z.record(z.string().regex(/^[1-9]\d{0,6}$/), z.number().int().min(0).max(1_000_000)).optional()
        .describe('Pieces by face value in cents: {"5000": 2, "200": 7}.'),
      motif: motif.optional(),
    }).refine(({ compte, comptage }) => (compte === undefined) !== (comptage === undefined), "compte or comptage is wanted").meta(
      { id: "CloseTill" },
    ),
    answer: report,
    errors: ["till_closed"],
  },
  {
    method: "GET",
    path: "/api/caisses/:nom/x",
    command: "caisses.x",
    roles: [...TILL, ...OWNER],
    summary: "X report: how the open session stands, without cash for a cashier",
    body: NOTHING,
    answer: report,
    errors: ["till_closed"],
  },
  {
    method: "POST",
    path: "/api/clotures",
    command: "clotures.cloturer",
    roles: OWNER,
    summary: "Close a day, a month or a year; what was forgotten before it is closed first",
    body: z.strictObject({
      genre: z.enum(["jour", "mois", "annee"]),
      periode: z.string().max(10).describe("2026-11-22, 2026-11 or 2026"),
    })
      .meta({ id: "Close" }),
    answer: cloture,
    errors: ["already_closed", "period_not_over", "till_open"],
  },
  {
    method: "POST",
    path: "/api/clients/:id/effacer",
    command: "clients.effacer",
    roles: OWNER,
    summary: "Erase what names a customer; no chain breaks",
    body: NOTHING,
    answer: z.looseObject({ id: z.number().int() }).meta({ id: "Erased" }),
    errors: ["not_found"],
  },
];
