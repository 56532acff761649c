/** What the accountant is given, and the accounts that it is written to. */
import * as z from "zod";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { ApplicationRoute, FileAnswer } from "../../database/route.ts";
import { cashJournalText } from "../accounting/cash_journal.ts";
import { fecText, latin9 } from "../accounting/fec.ts";
import type { Ledger } from "../accounting/ledger.ts";

const cents = z.number().int().describe("Cents, never negative.");
const letter = z.string().describe("A to G: what the line belongs to. Lines of one letter make one of the totals.");
const ledger = z.object({
  periode: z.string(),
  du: z.string(),
  au: z.string(),
  siren: z.string().nullable().describe("The first nine digits of the shop's SIRET; null where it has none that is right."),
  fichier_fec: z.string().nullable().describe("What the file in FEC format is called; null without a SIREN."),
  ecritures: z.array(z.object({
    numero: z.number().int().describe("1 for the shop's first Z with an amount, then without a gap through all its years."),
    date: z.string().describe("The day that the Z closes."),
    piece: z.string().describe("Z-2026-11-22, or Z-2026-11-22-2 for that day's second one."),
    validee_le: z.string().describe("The shop's date at which it was closed."),
    lignes: z.array(z.object({
      lettre: letter,
      compte: z.string(),
      compte_libelle: z.string(),
      libelle: z.string(),
      debit: cents,
      credit: cents,
    })).describe("Their debits are what their credits are."),
  })),
  totaux: z.array(z.object({ lettre: letter, libelle: z.string(), debit: cents, credit: cents })),
}).meta({ id: "Ledger" });

const PERIOD = "`periode` is a day, a month or a year of the shop: 2026-11-22, 2026-11 or 2026. Of what is closed in it, " +
  "one entry for each Z with an amount; it comes out of the signed closings alone, and computes nothing again.";

export const accountingRoutes: readonly ApplicationRoute[] = [
  {
    kind: "read",
    method: "GET",
    path: "/api/comptes",
    scope: "reports",
    question: "comptabilite.plan",
    summary: "The accounts that entries are written to",
    description:
      "The owner names others in the table `comptes_comptables`, by their key; without a row there it is the account of " +
      "the general chart of accounts.",
    answer: z.object({
      comptes: z.array(z.object({
        cle: z.string().describe("A means of payment; vente:2000 and tva:2000 for a rate in basis points; mouvement:banque …"),
        numero: z.string(),
        libelle: z.string(),
        choisi: z.boolean().describe("Whether the owner has named it."),
      })),
    }).meta({ id: "LedgerAccounts" }),
    errors: [],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ecritures/:periode",
    scope: "reports",
    question: "comptabilite.periode",
    summary: "The entries of a period, for the accountant",
    description: PERIOD,
    answer: ledger,
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ecritures/:periode/fec",
    scope: "reports",
    question: "comptabilite.fec",
    summary: "The same in the format of the FEC",
    description:
      `${PERIOD} 18 columns between tabs, ISO 8859-15, CRLF; named by the SIREN, which must be known (rule:siret_missing).`,
    answer: ledger,
    file: { media: "text/plain; charset=iso-8859-15", of: fecFile },
    errors: ["not_found"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ecritures/:periode/journal",
    scope: "reports",
    question: "comptabilite.journal",
    summary: "The same as a table: the cash journal, with totals to tick off",
    description: `${PERIOD} CSV with byte order mark, semicolons and decimal commas.`,
    answer: ledger,
    file: { media: "text/csv; charset=utf-8", of: cashJournalFile },
    errors: ["not_found"],
  },
];

function fecFile(answer: JsonValue): FileAnswer {
  const { fichier_fec, ecritures } = answer as unknown as Ledger;
  return { name: fichier_fec!, bytes: latin9(fecText(ecritures)) };
}

function cashJournalFile(answer: JsonValue): FileAnswer {
  const ledger = answer as unknown as Ledger;
  return { name: `comptoir-journal-de-caisse-${ledger.periode}.csv`, bytes: new TextEncoder().encode(cashJournalText(ledger)) };
}
