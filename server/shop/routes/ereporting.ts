/** E-reporting: sales to consumers, as the State asks for them (flux 10.3). */
import * as z from "zod";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { ApplicationRoute, FileAnswer, ReadRoute } from "../../database/route.ts";
import { reportCsv, reportXml } from "../ereporting/files.ts";
import { invoicesCsv } from "../ereporting/invoices.ts";
import type { SalesReport } from "../ereporting/report.ts";

const cents = z.number().int().describe("Cents, negative where more came back than was sold.");
const state = z.enum(["en_cours", "a_clore", "prete"]).describe(
  "en_cours: it goes on; a_clore: days of it wait to be closed; prete: it can be reported.",
);
const period = z.object({
  periode: z.string().describe("2026-11-D1 for ten days, 2026-11, or 2026-B6 for November and December."),
  du: z.string(),
  au: z.string(),
  echeance: z.string().describe("The last day on which it may be reported."),
  etat: state,
});
const report = period.extend({
  siren: z.string().nullable(),
  matricule_pa: z.string(),
  nom: z.string(),
  jours: z.array(z.object({
    date: z.string(),
    devise: z.string(),
    categorie: z.enum(["TLB1", "TPS1", "TNT1"]).describe("Goods, services, or not taxed in France."),
    base: cents,
    tva: cents,
    ventes: z.number().int().nullable().describe("Sales of the day, with its first category alone."),
    taux: z.array(z.object({ taux: z.number().int().describe("Basis points."), base: cents, tva: cents })),
    z: z.array(z.string()).describe("The Z that it was made of."),
  })),
  factures: z.array(z.object({
    date: z.string(),
    ticket: z.string(),
    type: z.enum(["vente", "avoir"]),
    origine: z.string().nullable().describe("The ticket that something came back of."),
    siren: z.string().describe("The buyer's."),
    nom: z.string().nullable(),
    cadre: z.enum(["B7", "S7"]).describe("VAT collected already: goods, services."),
    taux: z.array(z.object({ categorie: z.string(), taux: z.number().int(), base: cents, tva: cents })),
  })).describe("Tickets of which a company asked for an invoice: the platform makes it. They are in `jours` as well."),
}).meta({ id: "SalesReport" });

const OF_Z = "It comes out of the signed Z of its days alone. What is outside VAT is no part of it.";

/** A report as a file of the platform's. */
function xmlRoute(path: string, summary: string, replaces: boolean): ReadRoute {
  const of = (answer: JsonValue): FileAnswer => {
    const { maintenant, ...report } = answer as unknown as SalesReport & { readonly maintenant: string };
    return fileOf(report, reportXml(report, maintenant, replaces), replaces ? "-rectificatif.xml" : ".xml");
  };
  return {
    kind: "read",
    method: "GET",
    path,
    scope: "reports",
    question: "ereporting.xml",
    summary,
    description:
      `${OF_Z} Valid against the State's schemas; wants the shop's SIRET, the platform's number and a period that is over and closed.`,
    answer: report,
    file: { media: "application/xml", of },
    errors: ["not_found"],
  };
}

export const ereportingRoutes: readonly ApplicationRoute[] = [
  {
    kind: "read",
    method: "GET",
    path: "/api/ereporting",
    scope: "reports",
    question: "ereporting.echeances",
    summary: "What is to be reported of sales to consumers, and when: the latest periods of the shop's VAT scheme",
    answer: z.object({
      regime_tva: z.enum(["reel_mensuel", "reel_trimestriel", "simplifie", "franchise"]),
      periodes: z.array(period.extend({ factures: z.number().int().describe("Tickets of which an invoice was asked for.") })),
    }).meta({ id: "ReportsDue" }),
    errors: [],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ereporting/:periode",
    scope: "reports",
    question: "ereporting.periode",
    summary: "Sales to consumers of a period, per day, category and rate",
    description: OF_Z,
    answer: report,
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ereporting/:periode/csv",
    scope: "reports",
    question: "ereporting.periode",
    summary: "The same as a table",
    description: `${OF_Z} CSV with byte order mark, semicolons and decimal commas.`,
    answer: report,
    file: {
      media: "text/csv; charset=utf-8",
      of: (answer) => fileOf(answer as unknown as SalesReport, reportCsv(answer as unknown as SalesReport), ".csv"),
    },
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ereporting/:periode/factures",
    scope: "reports",
    question: "ereporting.periode",
    summary: "Tickets of the period of which a company asked for an invoice, as a table for the platform that makes it",
    description: "With the buyer's SIREN, category, rates and cadre (B7, S7: VAT collected already), of closed days alone. " +
      "CSV with byte order mark, semicolons and decimal commas.",
    answer: report,
    file: {
      media: "text/csv; charset=utf-8",
      of: (answer) => {
        const report = answer as unknown as SalesReport;
        return fileOf(report, invoicesCsv(report.factures), "-factures.csv");
      },
    },
    errors: ["not_found"],
  },
  xmlRoute("/api/ereporting/:periode/xml", "The same for the platform that reports (flux 10.3)", false),
  xmlRoute("/api/ereporting/:periode/rectificatif", "The same in the place of what was reported before", true),
];

function fileOf({ periode }: SalesReport, text: string, end: string): FileAnswer {
  return { name: `comptoir-ereporting-${periode}${end}`, bytes: new TextEncoder().encode(text) };
}
