/** What an X report says of a till's session, and a Z of a period; a count has its X beside it. */
import * as z from "zod";
import { amount, date, flagTrue, moment, motif, rates, whole, zone } from "./shapes.ts";
import { nature } from "./ticket_shapes.ts";

const nombre = z.number().int();
const total = amount.describe("Cents.");
const counted = z.object({ genre: z.string(), nombre, total });
const byMeans = z.array(z.object({ mode: z.string(), nombre, total }));

/** Both say these; absent from closings before they were summed. */
const shared = {
  mouvements: z.array(counted).describe("Cash moves, in and out apart; `ouverture`: a drawer that was opened without a sale."),
  hors_champ: z.array(z.object({ nature, nombre, total, rendu: total.optional() })).optional().describe(
    "What is outside VAT, by kind: in no total of turnover.",
  ),
  corrections: z.array(z.object({ de: z.string(), vers: z.string(), nombre, total })).optional().describe(
    "Means of payment that were corrected.",
  ),
  especes_accordees: z.object({ nombre, total }).optional().describe("Sales that took more cash than the shop's limit."),
  vendeurs: z.array(
    z.object({ id: whole.nullable(), nom: z.string().nullable(), tickets: nombre, total_ttc: total }),
  ).optional(),
  categories: z.array(
    z.object({ id: whole.nullable(), nom: z.string().nullable(), lignes: nombre, total_ttc: total }),
  ).optional(),
  heures: z.array(z.object({ heure: z.number().int().min(0).max(23), tickets: nombre, total_ttc: total })).optional()
    .describe("By the hour of the shop's clock."),
  remises: z.array(counted).optional().describe("`ligne`, `ticket`: taken off what was sold. `prix`: below the ordinary price."),
  bons: z.array(counted.extend({ mouvement: z.string() })).optional().describe(
    "`avoir` and `carte_cadeau`: given, used, taken back, each with its sign.",
  ),
};

export const xReport = z.object({
  caisse: z.string(),
  caissier: z.string(),
  ouverte_le: moment,
  etabli_le: moment,
  fuseau: zone,
  formation: z.boolean().describe("A training session: nothing of it counts."),
  fond: amount.optional().describe("Cents that it was opened with. This and what follows is not told to a cashier."),
  fond_attendu: amount.nullable().optional().describe("Cents that the count before had left."),
  fond_ecart: amount.nullable().optional(),
  especes_attendues: amount.optional().describe("Cents of cash that the drawer should hold."),
  tickets: z.array(z.object({ type: z.string(), nombre, total_ttc: total.optional() })),
  taux: rates.optional(),
  paiements: byMeans.optional(),
  comptes: z.object({ accorde: total.optional(), regle: byMeans }).describe("Customer accounts: left to pay, and settled."),
  ...shared,
  mouvements: shared.mouvements.optional(),
}).meta({ id: "XReport" });

/** What opening a till answers. */
export const opened = z.object({
  caisse: z.string(),
  session_id: z.number().int(),
  fond: amount.describe("Cents."),
  ouverte_le: moment,
  formation: z.boolean(),
}).meta({ id: "TillOpened" });

export const count = z.object({
  caisse: z.string(),
  caissier: z.string(),
  session_id: z.number().int(),
  fermee_le: moment,
  fond: amount.describe("Cents."),
  attendu: amount.describe("Cents of cash that were expected."),
  compte: amount.describe("Cents that were counted."),
  ecart: amount.describe("Counted less expected, in cents."),
  comptage: z.record(z.string(), z.number().int()).nullable().optional().describe("Pieces by face value in cents."),
  motif,
  formation: z.boolean().describe("A training session: nothing of it counts."),
  x: xReport,
  releve_par: z.string().optional().describe("Who took the till over."),
  session: opened.optional().describe("The session that begins by a take-over."),
}).meta({ id: "CashReport" });

export const period = z.object({ genre: z.string(), periode: z.string() });

/** As it was signed. */
export const signedClosing = z.object({
  code: z.number().int().describe("50 for a day or a month, 60 for a year."),
  genre: z.enum(["jour", "mois", "annee"]),
  periode: z.string().meta({ examples: ["2026-11-22", "2026-11", "2026"] }),
  du: date,
  au: date,
  complement: z.number().int().describe(
    "0 for a period's first closing; then what supplements it: a day that went on after its Z, or a clock that was ahead.",
  ),
  complete: moment.nullable().optional().describe("When the closing was made that this one supplements."),
  cloturee_le: moment,
  demonstration: z.boolean(),
  fuseau: zone.nullable().optional(),
  fin_journee: z.number().int().optional().describe(
    "Minutes after midnight at which the shop's day ends, where it is not midnight.",
  ),
  par: z.string(),
  automatique: flagTrue.optional().describe("The server closed it by itself."),
  tickets: nombre,
  total_ttc: amount.describe("Cents of turnover."),
  total_ht: amount.describe("Cents without VAT."),
  total_tva: amount.describe("Cents of VAT."),
  total_absolu: amount.describe("Cents of sales and refunds, each without its sign."),
  avoirs: nombre,
  avoirs_ttc: amount.describe("Cents of refunds."),
  taux: rates,
  paiements: byMeans,
  caisses: z.array(z.object({ caisse: z.string(), premier: z.string(), dernier: z.string(), tickets: nombre, total_ttc: total }))
    .describe("By till, with its first and last number."),
  ecarts: z.array(z.object({ caisse: z.string(), ecart: amount.describe("Cents."), sessions: nombre })),
  ecarts_ouverture: z.array(z.object({ caisse: z.string(), ecart: amount.describe("Cents."), sessions: nombre })).optional(),
  comptes: z.object({ accorde: total, regle: byMeans, solde: amount.describe("Cents that all customers owe at its end.") })
    .optional(),
  bons_ailleurs: z.array(z.object({ boutique: z.string(), nom: z.string(), genre: z.string(), nombre, total })).optional()
    .describe(
      "Of this shop's vouchers and gift cards, by the shop of the chain that took them: what it is owed. In no other total.",
    ),
  ...shared,
  annulations: z.array(counted).optional().describe("Before anything was paid: whole tickets, and lines of such that went on."),
  perpetuel: amount.describe("Cents of turnover of all closings of its kind."),
  perpetuel_absolu: amount.describe("The same without signs."),
  tetes: z.array(z.object({ serie: z.string(), seq: z.number().int(), signature: z.string() })).describe(
    "Where each series of the fiscal journal stood.",
  ),
  cle_id: z.string().describe("The key that signed it."),
  logiciel: z.string(),
}).meta({ id: "SignedClosing" });
