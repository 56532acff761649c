/** A till's drawer besides sales. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { moment, OWNERS_WORD, ownersCode, reason, TILL_AND_OWNER } from "./shapes.ts";

const move = z.object({
  id: z.number().int(),
  caisse: z.string(),
  genre: z.string(),
  montant: z.number().int().describe("Cents, negative for what left the drawer; 0 for a drawer opened without a sale."),
  motif: z.string(),
  session_id: z.number().int(),
  cree_le: moment,
  formation: z.boolean().describe("Of a training session: it counts nowhere."),
}).meta({ id: "CashMove" });

export const drawerRoutes: readonly ApplicationRoute[] = [
  {
    kind: "device",
    method: "GET",
    path: "/api/caisses/:nom/tiroir",
    device: "drawer",
    question: "caisses.tiroir",
    auth: TILL_AND_OWNER,
    summary: "Whether the drawer of one's own open till stands open, as the printer on whose cable it hangs tells",
    description:
      "`caisses.tiroir_ferme` is what the switch says while the drawer is shut; while it is null nobody asks at the till. The owner " +
      "reads the switch with the drawer shut, and sets it.",
    answer: z.object({
      ouvert: z.boolean().nullable().describe("null where it is not set, or not known."),
      signal: z.union([z.literal(0), z.literal(1)]).nullable().describe("What the switch says; null where the printer does not."),
    }).meta({ id: "DrawerSwitch" }),
    errors: ["not_found", "till_closed"],
    of: (said, asked) => {
      const { ferme } = (asked ?? { ferme: null }) as { readonly ferme: JsonValue };
      return { ouvert: said === null || ferme === null ? null : said !== ferme, signal: said };
    },
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/mouvement",
    command: "caisses.mouvement",
    auth: TILL_AND_OWNER,
    summary: "Put cash into the drawer or take it out, without a sale: to the bank, for a supplier, for change",
    description:
      "A signed event, part of what the drawer should hold. More than it holds is `owner_wanted` for a cashier, without " +
      "saying how much that is, unless the owner's code (`accord`) comes with it; so is every payout of a session in which a few were refused.",
    body: z.strictObject({
      genre: z.enum(["banque", "fournisseur", "monnaie", "autre"]),
      sens: z.enum(["entree", "sortie"]).describe("Into the drawer, or out of it."),
      montant: z.number().int().min(1).max(LIMITS.cashCents).describe("Cents."),
      motif: reason,
      accord: ownersCode,
    }).meta({ id: "MoveCash" }),
    answer: move,
    errors: ["not_found", "till_closed", "clock_behind", ...OWNERS_WORD.errors],
    secrets: [OWNERS_WORD.secret],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/tiroir",
    command: "caisses.tiroir",
    auth: TILL_AND_OWNER,
    summary: "Record that the drawer is opened without a sale",
    description: "A signed event; nothing moves. It is asked for before the drawer springs open.",
    body: z.strictObject({ motif: reason }).meta({ id: "OpenDrawer" }),
    answer: move,
    errors: ["not_found", "till_closed", "clock_behind"],
  },
];
