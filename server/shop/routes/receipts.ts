/** Receipts on a customer's phone: given an address by the till, opened without a session. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { receiptPage } from "../receipt_page.ts";
import { TILL } from "./shapes.ts";

export const receiptRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/partager",
    command: "ventes.partager",
    auth: TILL,
    summary: "Give a paid ticket's receipt an address that its customer's phone opens",
    description:
      "For who took the money, while that till is open. `/r/ADRESSE` on this server is the receipt for 30 days, for whoever has " +
      "the address: 144 random bits, of which the server keeps only a hash. Asked again, the address before opens nothing any more.",
    answer: z.object({
      adresse: z.string().regex(/^[\w-]{24}$/),
      expire_le: z.string().describe("RFC 3339, UTC"),
      origines: z.array(z.string()).describe("By which the LAN reaches this server: for a till on the server PC itself."),
    }).meta({ id: "SharedReceipt" }),
    errors: ["not_found", "invalid_state"],
    tellsOrigins: true,
    toldToDisplays: true,
    secretAnswer: true,
  },
  {
    kind: "read",
    method: "GET",
    path: "/r/:adresse",
    question: "recus.lire",
    auth: "public",
    summary: "The receipt that a till has given this address, without the names of those who work there",
    answer: z.looseObject({ numero: z.string() }).nullable(),
    page: receiptPage,
    errors: [],
  },
];
