/** Receipt printers: a ticket that tells how one is set, and what becomes of what one did not print. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { TILL, TILL_AND_OWNER } from "./shapes.ts";

export const print = z.object({
  id: z.number().int(),
  genre: z.enum([
    "essai",
    "recu",
    "duplicata",
    "tiroir",
    "x",
    "mouvement",
    "cadeau",
    "rapport",
    "reglement",
    "copie_reglement",
    "cuisine",
  ]),
  titre: z.string(),
  etat: z.enum(["en_attente", "envoyee", "imprimee", "refusee", "inconnue", "ecartee"]).describe(
    "`refusee`: not a byte of it was sent, and it may be sent again. `inconnue`: it may be on paper or not, and is never sent again by itself.",
  ),
  raison: z.string().nullable().describe("What a person can mend: `papier`, `capot`, `absente`, …"),
  cree_le: z.string().describe("RFC 3339, UTC"),
}).meta({ id: "Print" });

const langue = z.enum(["fr", "en"]).default("fr");
const inLanguage = z.strictObject({ langue }).meta({ id: "PrintInLanguage" });
const words = z.string().max(LIMITS.paperText);
const flags = { centred: z.boolean().optional(), bold: z.boolean().optional(), big: z.boolean().optional() };
const block = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text: words, ...flags }),
  z.strictObject({ kind: z.literal("pair"), left: words, right: words, bold: z.boolean().optional() }),
  z.strictObject({ kind: z.literal("table"), rows: z.array(z.array(words).min(1).max(8)).min(1).max(LIMITS.paperBlocks) }),
  z.strictObject({ kind: z.enum(["rule", "space"]) }),
]);

export const printingRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/x/imprimer",
    command: "caisses.imprimer_x",
    auth: TILL_AND_OWNER,
    summary: "Print how an open till stands on its printer, without amounts",
    body: inLanguage,
    answer: print,
    errors: ["not_found", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/mouvements/:id/imprimer",
    command: "mouvements.imprimer",
    auth: TILL,
    summary: "Print a cash move of one's open till, to be signed by who took or brought the money",
    body: inLanguage,
    answer: print,
    errors: ["not_found", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/reglements/:id/imprimer",
    command: "reglements.imprimer",
    auth: TILL,
    summary:
      "Print the receipt of an account that was settled on the printer of one's till; any but the first is a numbered copy",
    body: z.strictObject({
      copie: z.boolean().default(false).describe("The receipt itself is out already, printed by the browser."),
      langue,
    }).meta({ id: "PrintSettlement" }),
    answer: print,
    errors: ["not_found", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/cadeau",
    command: "ventes.cadeau",
    auth: TILL,
    summary: "Print a paid ticket's gift receipt on the printer of one's till: its articles, no price, the code for an exchange",
    body: inLanguage,
    answer: print,
    errors: ["not_found", "invalid_state", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/imprimantes/:id/imprimer",
    command: "imprimantes.imprimer",
    summary: "Print a report as the console shows it, a Z for one",
    description: "In blocks, without a word on paper, columns or bytes: texts, pairs of a name and an amount, tables, rules.",
    body: z.strictObject({
      titre: z.string().trim().min(1).max(100),
      blocs: z.array(block).min(1).max(LIMITS.paperBlocks),
    }).meta({ id: "PrintReport" }),
    answer: print,
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/imprimantes/:id/etiquettes",
    command: "imprimantes.etiqueter",
    summary: "Print labels of articles on a receipt printer: name, price (of a kilo, where it is weighed) and code",
    description: "Each is cut. Ten make a print, of which each may be refused or unknown.",
    body: z.strictObject({
      articles: z.array(z.strictObject({
        id: z.number().int(),
        nombre: z.number().int().min(1).max(LIMITS.printedLabels).default(1),
      })).min(1).max(LIMITS.printedLabels).refine(
        (articles) => articles.reduce((sum, { nombre }) => sum + nombre, 0) <= LIMITS.printedLabels,
        `at most ${LIMITS.printedLabels} labels`,
      ),
      langue,
    }).meta({ id: "PrintLabels" }),
    answer: z.object({ impressions: z.array(print) }).meta({ id: "LabelPrints" }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/imprimer",
    command: "ventes.imprimer",
    auth: TILL,
    summary: "Print a paid ticket's receipt on the printer of one's till; any but the first is a numbered copy",
    description:
      "The receipt itself goes to paper once: while it waits it is answered again, where the printer refused it it is sent " +
      "again, and after that, or by `copie`, what is printed is a DUPLICATA. What must be printed unasked is in the queue with its payment.",
    body: z.strictObject({
      copie: z.boolean().default(false).describe("The receipt itself is out already, printed by the browser."),
      langue: z.enum(["fr", "en"]).default("fr"),
    }).meta({ id: "PrintReceipt" }),
    answer: print,
    errors: ["not_found", "invalid_state", "till_closed"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/impressions",
    question: "impressions.caisse",
    auth: TILL_AND_OWNER,
    summary: "Where one's till prints, and what of it waits for a person; of all tills for the owner",
    answer: z.object({
      imprimante: z.string().nullable().describe("Its name; null where receipts are printed by the browser."),
      impressions: z.array(print),
    }).meta({ id: "TillPrints" }),
    errors: ["till_closed"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/impressions/:id",
    question: "impressions.lire",
    auth: TILL,
    summary: "How a print of one's till stands",
    answer: print,
    errors: ["not_found", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/imprimantes/:id/essai",
    command: "imprimantes.essayer",
    summary: "Print a ticket by which one reads which table of codes and which width are the printer's",
    description: "Printers are rows of `imprimantes`, on the shop's own network or on a cable; which till prints where is " +
      "`caisses.imprimante_id`. What became of a print is in `impressions`.",
    answer: print,
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/impressions/:id/relancer",
    command: "impressions.relancer",
    auth: TILL_AND_OWNER,
    summary: "Send once more what a printer refused: not a byte of it was sent",
    description: "Of a `cuisine` that is `inconnue` another slip is printed, marked as a copy, and the first is laid aside.",
    answer: print,
    errors: ["not_found", "invalid_state", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/impressions/:id/ecarter",
    command: "impressions.ecarter",
    auth: TILL_AND_OWNER,
    summary: "Lay a print aside: it is not wanted any more, or a person has seen it lie on the counter",
    body: z.strictObject({ sorti: z.boolean().default(false).describe("It came out, though the printer did not say so.") }).meta({
      id: "LayAside",
    }),
    answer: print,
    errors: ["not_found", "invalid_state", "till_closed"],
  },
];
