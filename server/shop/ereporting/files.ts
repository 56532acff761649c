/** A report of sales as a file: CSV for people, XML for the platform, valid against the State's schemas (external specifications, v1.0 of July 2026). */
import { plainEuros } from "../../../shared/money.ts";
import { csvRows } from "../../../shared/csv.ts";
import type { SalesReport } from "./report.ts";

const COLUMNS = ["Date", "Devise", "Catégorie", "Taux (%)", "Base HT", "TVA", "Ventes", "Z"];

/** A line for each day, category and rate; the number of sales stands once a day. */
export function reportCsv({ jours }: SalesReport): string {
  const rows = jours.flatMap(({ date, devise, categorie, ventes, taux, z }) =>
    taux.map((rate, at) => [
      ...[date, devise, categorie, { verbatim: percent(rate.taux).replace(".", ",") }],
      ...[{ verbatim: plainEuros(rate.base) }, { verbatim: plainEuros(rate.tva) }, at === 0 ? ventes : null, z.join(" ")],
    ])
  );
  return `\uFEFF${csvRows([COLUMNS, ...rows], ";")}`;
}

/** `replaces`: the whole period is reported again, in the place of what was reported before. `now` is RFC 3339. */
export function reportXml(report: SalesReport, now: string, replaces: boolean): string {
  const { periode, du, au, siren, matricule_pa, nom, jours } = report;
  const stamp = now.replaceAll(/\D/g, "").slice(0, 14);
  const days = jours.map(({ date, devise, categorie, base, tva, ventes, taux }) =>
    element(
      "Transactions",
      element("Date", compact(date)),
      element("TransactionsCurrency", devise),
      element("CategoryCode", categorie),
      element("TaxExclusiveAmount", amount(base)),
      element("TaxTotal", amount(tva)),
      ventes === null ? "" : element("TransactionsCount", String(ventes)),
      ...taux.map((rate) =>
        element(
          "TaxSubtotal",
          element("TaxPercent", percent(rate.taux)),
          element("TaxableAmount", amount(rate.base)),
          element("TaxTotal", amount(rate.tva)),
        )
      ),
    )
  );
  const root = element(
    "Report",
    element(
      "ReportDocument",
      // At most 50 characters, and no point among them.
      element("Id", `${siren}-${periode}-${stamp}`),
      element("IssueDateTime", element("DateTimeString", stamp)),
      element("TypeCode", replaces ? "RE" : "IN"),
      // The platform puts its own name here when it sends it.
      element(
        "Sender",
        `<Id schemeId="0238">${matricule_pa}</Id>`,
        element("Name", `Plateforme ${matricule_pa}`),
        element("RoleCode", "WK"),
      ),
      element("Issuer", `<Id schemeId="0002">${siren}</Id>`, element("Name", escaped(nom)), element("RoleCode", "SE")),
    ),
    element(
      "TransactionsReport",
      element("ReportPeriod", element("StartDate", compact(du)), element("EndDate", compact(au))),
      ...days,
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function element(name: string, ...content: readonly string[]): string {
  return `<${name}>${content.join("")}</${name}>`;
}

/** Characters that XML 1.0 has no way to write are left out. */
function escaped(text: string): string {
  // deno-lint-ignore no-control-regex -- those that are meant
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function compact(day: string): string {
  return day.replaceAll("-", "");
}

/** `-12.50`: a point, whatever the language. */
function amount(cents: number): string {
  return plainEuros(cents).replace(",", ".");
}

/** `5.5`, `20`. */
function percent(basisPoints: number): string {
  return String(basisPoints / 100);
}
