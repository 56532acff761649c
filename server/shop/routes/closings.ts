/** Closings of days, months and years. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { isPeriod } from "../calendar.ts";
import { TILL_AND_OWNER } from "./shapes.ts";
import { period, signedClosing } from "./totals_shapes.ts";

const waiting = z.object({
  id: z.string(),
  rappel: z.number().int(),
  rappel_jour: z.string().describe("The day of the recall number, which begins at 1 each day."),
  etat: z.string(),
  vendeur: z.string().nullable(),
  total_ttc: z.number().int(),
}).meta({ id: "WaitingTicket" });
const closing = signedClosing.extend({
  en_attente: z.array(waiting).describe("Tickets that still wait at the till, of this day or of days before."),
  cloturees: z.array(period).optional().describe("What was closed with it because it came before."),
}).meta({ id: "Cloture" });

const due = z.array(z.object({
  periode: z.string(),
  tickets: z.number().int().describe("So far; of a month or a year, in its days."),
  total_ttc: z.number().int(),
  complement: z.boolean().describe("It was closed before: what was sold since is to supplement that."),
}));

export const closingRoutes: readonly ApplicationRoute[] = [
  {
    kind: "read",
    method: "GET",
    path: "/api/clotures/attente",
    scope: "reports",
    question: "clotures.attente",
    summary: "What waits to be closed, the oldest first, and what stands in the way",
    description: "Days on which something happened, today's too; months and years that are over.",
    answer: z.object({
      aujourdhui: z.string().describe("The shop's date."),
      jours: due,
      mois: due,
      annees: due,
      caisses_ouvertes: z.array(z.object({
        caisse: z.string(),
        par: z.string(),
        ouverte_le: z.string().describe("RFC 3339, UTC"),
        jour: z.string().describe("The day on which it was opened, which cannot be closed before it is counted."),
      })),
      en_attente: z.array(waiting).describe("Tickets that wait at the till."),
      automatique: z.object({
        heure: z.string().describe("`boutique.heure_cloture`, the shop's time."),
        suivant: z.object({ genre: z.string(), periode: z.string() }).nullable().describe("What is due by that hour."),
        attend: z.array(z.string()).describe("Open tills: until they are counted nothing is closed by itself."),
        bloque: z.object({ code: z.string(), jours_vides: z.number().int().nullable() }).nullable().describe(
          "Why the owner has to close it: the error that POST /api/clotures would answer. `date_implausible` with `jours_vides`: " +
            "more days without business than are closed unseen.",
        ),
      }).nullable().describe("Null while the owner has set no hour."),
    }).meta({ id: "ClosingsDue" }),
    errors: [],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/clotures/:genre/:periode",
    scope: "reports",
    question: "clotures.periode",
    summary: "The closings of a period as they were signed: its Z, and what supplements it",
    description: "`genre` is jour, mois or annee; `periode` as in POST /api/clotures. A period that is not closed has none.",
    answer: z.object({ clotures: z.array(signedClosing) }).meta({ id: "ClosingsOfPeriod" }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/clotures",
    command: "clotures.cloturer",
    auth: TILL_AND_OWNER,
    summary: "Close a day, a month or a year; what was forgotten before it is closed first",
    description: "A day may go on after it was closed: what is sold then comes into a further closing of it (`complement`). " +
      "A cashier closes a day on which something was sold, and with it the two days at most before it on which the shop " +
      "was shut; an empty day, a longer gap and what was forgotten are for the owner.",
    body: z.strictObject({
      genre: z.enum(["jour", "mois", "annee"]),
      periode: z.string().max(10).describe("2026-11-22, 2026-11 or 2026"),
      confirme: z.boolean().optional().describe("The owner's word that this PC's date is right, after `date_implausible`."),
      demander: z.boolean().optional().describe(
        "Ask first: while tickets wait at the till nothing is closed, `tickets_waiting` names them.",
      ),
    }).refine(({ genre, periode }) => isPeriod(genre, periode), {
      path: ["periode"],
      message: "an existing 2026-11-22 for a day, 2026-11 for a month, 2026 for a year is wanted",
    })
      .meta({ id: "Close" }),
    answer: closing,
    errors: [
      "already_closed",
      "date_implausible",
      "period_not_over",
      "period_too_early",
      "tickets_waiting",
      "till_open",
      "too_many_periods",
    ],
  },
];
