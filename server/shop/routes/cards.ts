/** Card terminals (Caisse-AP over IP): a payment at one, money that goes back, what nobody knows, and a trial. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { amount, cents, id, moment, reason, TILL, TILL_AND_OWNER, uuid } from "./shapes.ts";

export const cardOperation = z.object({
  id,
  genre: z.enum(["paiement", "credit", "annulation", "essai"]),
  caisse: z.string(),
  vente_id: id.nullable().describe("The ticket; null where a terminal is tried out."),
  montant: amount.describe("Cents that were asked for."),
  etat: z.enum(["demandee", "envoyee", "acceptee", "refusee", "inconnue"]).describe(
    "`demandee`: not a byte was sent. `envoyee`: the customer is at the terminal. `inconnue`: money may have moved or not; it is " +
      "never asked again by itself, and a person who has looked at the terminal settles it.",
  ),
  raison: z.string().nullable().describe(
    "Why it was refused (`absent`, `refus`, `interdit`, `abandon`, `non_aboutie`, `delai`, `format`, `autre`, `arret`, `perime`) " +
      "or is not known (`coupure`, `silence`, `illisible`, `montant`); `constat` where a person has said so.",
  ),
  phrase: z.object({ fr: z.string(), en: z.string() }).nullable().describe("The same as a sentence for the cashier."),
  accepte: amount.nullable().describe("Cents that moved: of a payment it may be less than was asked for."),
  mode: z.enum(["carte", "titre_restaurant"]),
  autorisation: z.string().nullable(),
  carte: z.string().nullable().describe("The last four digits of the card; nothing else of it is kept."),
  cree_le: moment,
  fini_le: moment.nullable(),
}).meta({ id: "CardOperation" });

const operation_id = uuid.describe("Made by the till before it asks: sent again it is the same, and money moves once.");
const NEVER_TWICE =
  "It is kept with the ticket before the terminal hears of it; how it ended is told by `GET /api/cartes/{id}`. While one of a " +
  "ticket is under way or not known, no other begins, and the ticket is neither paid nor cancelled.";
const AT_TERMINAL = ["not_found", "till_closed", "card_payment_open", "terminal_busy", "constraint_violation"] as const;

export const cardRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/carte",
    command: "cartes.payer",
    auth: TILL,
    summary: "Ask the till's card terminal for a payment of the ticket in hand",
    description: NEVER_TWICE + " What is accepted is among the ticket's `annonces` from then on, and `encaisser` must carry it.",
    body: z.strictObject({
      operation_id,
      montant: cents.min(1),
      deja: cents.optional().describe(
        "Cents that whoever asks knows to be among its `annonces`. Where others are, nothing is asked (`tender_left_out`).",
      ),
    }).meta({ id: "CardPayment" }),
    answer: cardOperation,
    errors: [...AT_TERMINAL, "invalid_state", "ticket_locked", "training_mismatch", "tender_left_out", "payment_mismatch"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/crediter",
    command: "cartes.crediter",
    auth: TILL,
    summary: "Credit a card at the till's terminal, for a refund of a paid ticket, or an exchange, that is written next",
    description: NEVER_TWICE +
      " No more than was paid by card. `rembourser`, or the exchange's `encaisser`, must carry what was credited; whether it " +
      "would pass is asked before by `POST /api/ventes/{id}/rembourser/essai` or `…/encaisser/essai`.",
    body: z.strictObject({ operation_id, montant: cents.min(1), motif: reason }).meta({ id: "CardCredit" }),
    answer: cardOperation,
    errors: [...AT_TERMINAL, "invalid_state", "training_mismatch", "refund_exceeds"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/cartes/:id/rendre",
    command: "cartes.rendre",
    auth: TILL,
    summary: "Give a card's payment back at the terminal while its ticket is not paid: take it back, or credit the card",
    description: NEVER_TWICE + " Once it went back it is taken off the ticket.",
    body: z.strictObject({
      operation_id,
      genre: z.enum(["annulation", "credit"]).describe("`annulation` of a payment that the bank has not yet; else `credit`."),
      motif: reason,
    }).meta({ id: "CardGivenBack" }),
    answer: cardOperation,
    errors: [...AT_TERMINAL, "invalid_state", "ticket_locked"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/cartes/:id/regler",
    command: "cartes.regler",
    auth: TILL_AND_OWNER,
    summary: "Say how one ended that nobody knows of, by what the terminal shows",
    body: z.strictObject({ montant: cents.describe("Cents that moved by what the terminal shows; 0: nothing was debited.") })
      .meta({
        id: "CardSettled",
      }),
    answer: cardOperation,
    errors: ["not_found", "invalid_state", "payment_implausible"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/cartes",
    question: "cartes.caisse",
    auth: TILL_AND_OWNER,
    summary:
      "What is under way at one's till's terminal, is not known, or was credited without its refund; of all tills for the owner",
    answer: z.object({
      terminal: z.boolean().describe("One's open till has a terminal that it asks: practice and a demo shop have none."),
      operations: z.array(cardOperation),
    }).meta({ id: "TillCards" }),
    errors: ["till_closed"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/cartes/:id",
    question: "cartes.lire",
    auth: TILL_AND_OWNER,
    summary: "How it stands, of one's till or of the ticket in hand",
    answer: cardOperation,
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ventes/:id/cartes",
    question: "cartes.vente",
    auth: TILL,
    summary: "What of a ticket's cards is not over: under way, not known, or credited without its refund",
    answer: z.object({ operations: z.array(cardOperation) }).meta({ id: "TicketCards" }),
    errors: ["not_found", "invalid_state", "ticket_locked", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/terminal/essai",
    command: "terminaux.essayer",
    summary: "Try a till's card terminal out, without an amount and without an action: it cannot take money by that",
    description:
      "`acceptee`: it answered as terminals of this kind do. `refusee`: `absent`, nobody was there; `muet`, it was there " +
      "and said nothing; `illisible`, it said something else. Which terminal a till has is in `caisses.terminal_adresse`, " +
      "`terminal_port` and `terminal_identifiant`.",
    body: z.strictObject({ operation_id }).meta({ id: "TerminalTrial" }),
    answer: cardOperation,
    errors: ["not_found", "terminal_busy"],
  },
];
