/** Transfers between the shops of a chain, by the owner's hand. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import type { ChainShop, TransferInquiry, Transfers } from "../../head_office/inquiry.ts";
import { moment, reason as note, thousandths, uuid } from "./shapes.ts";
import { unit } from "./ticket_shapes.ts";

const shop = z.string().min(1).max(40).regex(/^[a-z0-9-]+$/).describe("The other shop's key at head office.");
const quantity = z.number().int().min(0).max(LIMITS.stockThousandths).describe("Thousandths.");
const line = z.object({
  place: z.number().int(),
  code: z.string(),
  libelle: z.string(),
  unite: unit,
  quantite: z.string().describe("Thousandths that left, as decimal text."),
  recu: z.string().nullable().describe("Thousandths that came, likewise; null while it is under way."),
});
const transfer = z.object({
  transfert_id: z.string(),
  boutique: z.string().describe("The other shop's key at head office."),
  nom: z.string(),
  envoye_le: moment,
  lignes: z.array(line),
});
const ERRORS = ["not_found", "no_head_office", "head_office_away"] as const;

export const transferRoutes: readonly ApplicationRoute[] = [
  {
    kind: "device",
    method: "GET",
    path: "/api/chaine/boutiques",
    device: "headOffice",
    question: "chaine.boutiques",
    summary: "The other shops of the chain",
    answer: z.object({ boutiques: z.array(z.object({ boutique: shop, nom: z.string() })) }).meta({ id: "ChainShops" }),
    errors: ["no_head_office", "head_office_away"],
    of: (said) => ({
      boutiques: (said as unknown as readonly ChainShop[]).map(({ shop, name }) => ({ boutique: shop, nom: name })),
    }),
  },
  {
    kind: "device",
    method: "GET",
    path: "/api/stock/transferts",
    device: "headOffice",
    question: "stock.transferts",
    summary: "What other shops have sent here and is not received, and what was sent from here",
    description: "As head office knows it: a shop that sells without it has told nothing yet.",
    answer: z.object({ a_recevoir: z.array(transfer), envoyes: z.array(transfer).describe("The latest first.") }).meta({
      id: "Transfers",
    }),
    errors: ["no_head_office", "head_office_away"],
    of: (said) => {
      const { incoming, outgoing } = said as unknown as Transfers;
      const told = ({ id, shop, name, at, lines }: Transfers["incoming"][number]) => ({
        ...{ transfert_id: id, boutique: shop, nom: name, envoye_le: at },
        lignes: lines.map(({ place, code, label, unit, quantity, received }) => (
          { place, code, libelle: label, unite: unit, quantite: quantity, recu: received }
        )),
      });
      return { a_recevoir: incoming.map(told), envoyes: outgoing.map(told) };
    },
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/stock/transferts",
    command: "stock.envoyer",
    asks: () => ({ ask: "shops" }),
    summary: "Send goods to another shop of the chain",
    description:
      "They leave this shop's stock at once, and are under way until the other has received them. An article is sent by its " +
      "barcode; all of it or nothing: an error says which line (`ligne`, from 0) it is about. The same `transfert_id` a second time " +
      "is refused (`rule:transfer_once`).",
    body: z.strictObject({
      transfert_id: uuid,
      vers: shop,
      note: note.optional(),
      lignes: z.array(z.strictObject({ produit_id: z.number().int(), quantite: quantity.min(1) })).min(1).max(LIMITS.stockLines),
    }).meta({ id: "SendTransfer" }),
    answer: z.object({ transfert_id: z.string(), lignes: z.number().int() }).meta({ id: "TransferSent" }),
    errors: [...ERRORS, "constraint_violation"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/stock/transferts/:id/reception",
    command: "stock.recevoir",
    asks: ({ id, de }) => ({ ask: "transfer", id: id as string, from: de as string }) satisfies TransferInquiry,
    summary: "Receive what another shop has sent, once, as it was counted",
    description:
      "Each line that head office says was sent, by its `place`, with what came of it: fewer or more is a variance, which is " +
      "answered, journaled, and told at head office. An article that this shop does not have is `not_found` with its `code_barres`. " +
      "Received before, it is refused (`rule:transfer_once`).",
    body: z.strictObject({
      de: shop,
      note: note.optional(),
      lignes: z.array(z.strictObject({ place: z.number().int().min(0), quantite: quantity })).min(1).max(LIMITS.stockLines),
    }).meta({ id: "ReceiveTransfer" }),
    answer: z.object({
      transfert_id: z.string(),
      lignes: z.number().int(),
      ecarts: z.array(z.object({
        ...{ place: z.number().int(), code: z.string(), libelle: z.string() },
        ...{ attendu: thousandths, recu: thousandths, ecart: thousandths },
      })).describe("Of which something else came than was sent."),
    }).meta({ id: "TransferReceived" }),
    errors: [...ERRORS, "constraint_violation"],
  },
];
