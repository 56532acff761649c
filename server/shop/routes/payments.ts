/** Money and a ticket: paid, refunded, what is left to give back, and copies of its receipt. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { cents, means, OWNERS_WORD, ownersCode, quantity, reason, TILL, TILL_AND_OWNER, uuid, VOUCHER_CODE } from "./shapes.ts";
import { receipt } from "./receipt_shapes.ts";
import { ticket } from "./ticket_route.ts";

const payments = z.array(z.strictObject({
  mode: means,
  montant: cents.min(1),
  code: z.string().max(40).optional().describe(
    "Of the voucher (`avoir`), gift card (`carte_cadeau`) or other shop's of either (`bon`) that it is paid by.",
  ),
})).max(LIMITS.ticketPayments).describe(
  "Amounts in cents as given; only cash may exceed what is due. A refund by `avoir` gives a voucher: its code is in `bons`.",
);

/** A line that comes back: named by the till, of a paid ticket. */
const returned = { id: uuid, ligne_id: z.string().max(64), quantite: quantity };

const refund = z.strictObject({
  avoir_id: uuid,
  lignes: z.array(
    z.strictObject(returned),
  )
    .min(1).max(LIMITS.ticketLines),
  paiements: payments,
  motif: reason,
  accord: ownersCode,
}).meta({ id: "Refund" });
const REFUND_ERRORS = [
  "not_found",
  "invalid_state",
  "till_closed",
  "training_mismatch",
  "clock_behind",
  "payment_implausible",
  "payment_mismatch",
  "account_overpaid",
  "refund_exceeds",
  "gift_card_used",
  ...OWNERS_WORD.errors,
] as const;

const payment = z.strictObject({
  version: z.number().int().min(1),
  paiements: payments,
  retours: z.array(z.strictObject({ ...returned, vente_id: z.string().max(64) })).max(LIMITS.ticketLines).optional().describe(
    "Lines of paid tickets that come back in exchange, on this very ticket. Where it comes to less than nothing, " +
      "`paiements` is what is given back, to the cent, and the ticket is an `avoir`.",
  ),
  motif: reason.optional().describe("Why it is discounted, or paid with so much cash."),
  accord: ownersCode,
}).meta({ id: "Payment" });
const PAYMENT_ERRORS = [
  "not_found",
  "invalid_state",
  "ticket_locked",
  "stale_version",
  "till_closed",
  "training_mismatch",
  "clock_behind",
  "payment_implausible",
  "voucher_exceeded",
  "head_office_away",
  "account_exceeded",
  "account_overpaid",
  "refund_exceeds",
  "gift_card_used",
  "tender_left_out",
  "card_credit_left_out",
  "card_payment_open",
  "card_not_charged",
  "payment_mismatch",
  "constraint_violation",
  ...OWNERS_WORD.errors,
] as const;

export const paymentRoutes: readonly ApplicationRoute[] = [
  ticket("encaisser", {
    auth: TILL,
    holdsVouchers: true,
    summary: "Take the money: gives the legal number and answers the receipt",
    description:
      "A ticket that is paid already answers its receipt again, with `deja_encaisse`, to who took the money and has not " +
      "counted since; anybody else is told that it is paid: `invalid_state`, without its payments. Discounts beyond what " +
      "its seller and its cashier may give (`boutique.remise_max_vendeur`, `remise_max_caisse`) and the owner has allowed on " +
      "it are `owner_wanted`, unless the owner's code (`accord`) comes along, and a reason (`motif`) where none is kept yet. " +
      "So are prices that were changed by more (`boutique.prix_max_vendeur`, `prix_max_caisse`), and more cash than the shop " +
      "takes on one sale (`boutique.especes_max`); one code allows all of it. By `compte` it is left to pay by the ticket's " +
      "customer, within the ceiling of the account (`POST /api/clients/:id/plafond`). Meal vouchers pay no more than what the " +
      "products cost that are marked `titre_restaurant`, as soon as one is, and no more than `boutique.titre_restaurant_max` of a " +
      "customer's day. Where deposits that come back (lines of `consigne` whose `quantite` is negative) make it come to less than " +
      "nothing, `paiements` is what is given back, and the ticket is an `avoir`. What the till's card terminal took of it is among " +
      "`paiements` exactly once, and nothing more by that means that was not announced; while it is not known whether it took " +
      "anything, the ticket is not paid (`card_payment_open`). Where the shops of a chain take each other's vouchers, what is paid by " +
      "one is held at head office first, by the Idempotency-Key: as much as is left and no more, whatever two shops do at once. " +
      VOUCHER_CODE.told,
    body: payment,
    answer: receipt,
    errors: PAYMENT_ERRORS,
    secrets: [OWNERS_WORD.secret, VOUCHER_CODE.secret],
  }),
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/encaisser/essai",
    command: "ventes.essayer_encaissement",
    auth: TILL,
    summary: "Whether such a payment would pass: nothing of it stays",
    description: "Asked before a card is credited at a terminal (`crediter`, of a ticket that something comes back of) for an " +
      "exchange that gives money back: `encaisser` must carry what was credited.",
    body: payment,
    answer: z.object({ total_ttc: z.number().int().describe("Cents that it would come to; negative where it gives back.") }).meta(
      {
        id: "PaymentTried",
      },
    ),
    errors: PAYMENT_ERRORS,
    secrets: [OWNERS_WORD.secret, VOUCHER_CODE.secret],
  },
  ticket("rembourser", {
    auth: TILL,
    holdsVouchers: true,
    summary: "Refund lines of a paid ticket: its own negative document, with the next number",
    description:
      "By the means by which the ticket was paid, as `remboursable` says; by others, or with more cash than the drawer " +
      "holds, it is `owner_wanted` unless the owner's code (`accord`) comes with it. What is still " +
      "owed for it on a customer's account goes back there first, by `compte`. A gift card comes back as it was sold or not at all: where " +
      "the shops of a chain take each other's, head office is asked.",
    body: refund,
    answer: receipt,
    errors: [...REFUND_ERRORS, "head_office_away", "card_payment_open", "card_credit_left_out", "card_not_charged"],
    secrets: [OWNERS_WORD.secret],
  }),
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/rembourser/essai",
    command: "ventes.essayer_remboursement",
    auth: TILL,
    summary: "Whether such a refund would pass: nothing of it stays",
    description: "Asked before a card is credited at a terminal, whose money cannot be called back.",
    body: refund,
    answer: z.object({ total_ttc: cents.describe("Cents that would be given back.") }).meta({ id: "RefundTried" }),
    errors: REFUND_ERRORS,
    secrets: [OWNERS_WORD.secret],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ventes/:id/remboursable",
    question: "ventes.remboursable",
    auth: TILL_AND_OWNER,
    summary: "What of a paid ticket is left to give back, and by which means",
    answer: z.object({
      vente_id: z.string(),
      numero: z.string(),
      total_ttc: z.number().int(),
      reste_ttc: z.number().int().describe("Cents that are left in all."),
      moyens: z.array(z.object({
        mode: z.string(),
        reste: z.number().int().nullable().describe(
          "Cents that may be given back by it; null for a cashier while another's drawer, where it was taken, is not counted.",
        ),
      })),
    }).meta({ id: "Refundable" }),
    errors: ["not_found", "invalid_state"],
  },
  ticket("duplicata", {
    auth: TILL_AND_OWNER,
    summary: "One more copy of a receipt, numbered and recorded",
    answer: receipt,
    errors: ["not_found", "invalid_state"],
  }),
];
