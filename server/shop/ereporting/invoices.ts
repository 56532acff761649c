/**
 * Sales of which a company asked for an invoice, for the platform that makes it: each ticket of a closed Z with the buyer's SIREN,
 * its category and rates, and the cadre that says that its VAT has been collected. They stay in the report of sales, where their
 * tickets were counted: the cadre keeps the State from counting them twice.
 */
import { plainEuros } from "../../../shared/money.ts";
import { csvRows } from "../../../shared/csv.ts";
import type { Look } from "../../database/application.ts";
import { closingOf, sinceOf } from "../closings_made.ts";
import { printedNumber } from "../sale.ts";
import type { Category, TaxedCategory } from "./category.ts";

// Types, not interfaces, so that they are JSON.
export type InvoiceRate = {
  readonly categorie: Category;
  /** Basis points. */
  readonly taux: number;
  /** Cents without VAT, and of VAT; negative on what came back. */
  readonly base: number;
  readonly tva: number;
};
export type InvoicedSale = {
  readonly date: string;
  readonly ticket: string;
  readonly type: "vente" | "avoir";
  /** The ticket that something came back of. */
  readonly origine: string | null;
  readonly siren: string;
  /** As the customer is called now; null for one who is not known, or any more. */
  readonly nom: string | null;
  /** Goods or services whose VAT was collected with the ticket. */
  readonly cadre: "B7" | "S7";
  readonly taux: readonly InvoiceRate[];
};

/** What came back of an invoiced ticket goes to the same company, unless another was named. Practice has no day. */
const INVOICED = `(SELECT vente_id, siren FROM factures_demandees
    UNION ALL SELECT a.id, g.siren FROM factures_demandees g CROSS JOIN ventes a ON a.vente_origine_id = g.vente_id
      WHERE NOT EXISTS (SELECT 1 FROM factures_demandees h WHERE h.vente_id = a.id)) f
  CROSS JOIN ventes v ON v.id = f.vente_id`;
const FOUND = `
  SELECT v.id, v.jour, v.type, v.caisse, v.numero, o.caisse AS o_caisse, o.numero AS o_numero, f.siren, nullif(c.nom, '—') AS nom
  FROM ${INVOICED}
  LEFT JOIN ventes o ON o.id = v.vente_origine_id LEFT JOIN clients c ON c.id = v.client_id
  WHERE v.jour BETWEEN ? AND ? ORDER BY v.jour, v.caisse, v.numero`;

/** How many of a period, closed or not. */
export function invoicedCount(look: Look, { du, au }: { du: string; au: string }): number {
  return Number(look.get(`SELECT count(*) AS n FROM ${INVOICED} WHERE v.jour BETWEEN ? AND ?`, du, au)!["n"]);
}

export function invoicedSales(look: Look, { du, au }: { du: string; au: string }, taxed: TaxedCategory): InvoicedSale[] {
  const closed = new Map<string, Readonly<Record<string, number>>>();
  /** Till → its last number in the day's Z; none while the day has none. */
  const closedAt = (jour: string) => {
    const known = closed.get(jour);
    if (known !== undefined) return known;
    const made = closingOf(look, "jour", jour);
    const numbers = made === null ? {} : sinceOf(look, made).numeros;
    closed.set(jour, numbers);
    return numbers;
  };
  return look.all(FOUND, du, au).filter(({ jour, caisse, numero }) =>
    Number(numero) <= (closedAt(String(jour))[String(caisse)] ?? 0)
  ).map((row) => ({
    date: String(row["jour"]),
    ticket: printedNumber(String(row["caisse"]), Number(row["numero"])),
    type: row["type"] as InvoicedSale["type"],
    origine: row["o_caisse"] === null ? null : printedNumber(String(row["o_caisse"]), Number(row["o_numero"])),
    siren: String(row["siren"]),
    nom: row["nom"] as string | null,
    cadre: taxed === "TLB1" ? "B7" : "S7",
    taux: look.all("SELECT taux, ht, tva FROM ventes_tva WHERE vente_id = ? ORDER BY taux DESC", String(row["id"])).map(
      ({ taux, ht, tva }) => ({
        categorie: Number(taux) === 0 ? "TNT1" : taxed,
        taux: Number(taux),
        base: Number(ht),
        tva: Number(tva),
      }),
    ),
  }));
}

const COLUMNS = [
  ...["Date", "Ticket", "Type", "Origine", "SIREN", "Client", "Cadre", "Catégorie", "Devise", "Taux (%)", "Base HT", "TVA"],
  "TTC",
];

/** A line for each ticket and rate. */
export function invoicesCsv(sales: readonly InvoicedSale[]): string {
  const euros = (cents: number) => ({ verbatim: plainEuros(cents) });
  const rows = sales.flatMap(({ date, ticket, type, origine, siren, nom, cadre, taux }) =>
    taux.map((rate) => [
      ...[date, ticket, type, origine, { verbatim: `="${siren}"` }, nom, cadre, rate.categorie, "EUR"],
      ...[
        { verbatim: String(rate.taux / 100).replace(".", ",") },
        euros(rate.base),
        euros(rate.tva),
        euros(rate.base + rate.tva),
      ],
    ])
  );
  return `\uFEFF${csvRows([COLUMNS, ...rows], ";")}`;
}
