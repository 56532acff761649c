/** Sales to consumers per day, category and rate (flux 10.3), as the signed Z of those days say them: nothing is computed again but sums. */
import { isSiret, plainNumber, sirenOf } from "../../../shared/company_numbers.ts";
import type { Look } from "../../database/application.ts";
import { calendarOf } from "../calendar.ts";
import { closingsDue } from "../closings_due.ts";
import type { Totals } from "../totals.ts";
import { invoicedCount, type InvoicedSale, invoicedSales } from "./invoices.ts";
import type { Category, TaxedCategory } from "./category.ts";
import { periodsOf, type ReportPeriod, reportPeriod, type VatScheme } from "./periods.ts";

// Types, not interfaces, so that they are JSON.
export type RateSum = {
  /** Basis points. */
  readonly taux: number;
  /** Cents without VAT, and of VAT; negative where more came back than was sold. */
  readonly base: number;
  readonly tva: number;
};
export type DayOfSales = {
  readonly date: string;
  readonly devise: "EUR";
  readonly categorie: Category;
  readonly base: number;
  readonly tva: number;
  /** Sales of the day, given with its first category alone: a ticket may be of several. */
  readonly ventes: number | null;
  readonly taux: readonly RateSum[];
  /** The Z that it was made of. */
  readonly z: readonly string[];
};
/** `en_cours`: it goes on. `a_clore`: days of it wait to be closed. `prete`: it can be reported. */
export type ReportState = "en_cours" | "a_clore" | "prete";
export type SalesReport = ReportPeriod & {
  readonly etat: ReportState;
  readonly siren: string | null;
  /** '' while the shop has named no platform. */
  readonly matricule_pa: string;
  readonly nom: string;
  readonly jours: readonly DayOfSales[];
  /** Tickets of which a company asked for an invoice. */
  readonly factures: readonly InvoicedSale[];
};

/** With how many tickets of which a company asked for an invoice. */
type ListedPeriod = ReportPeriod & { readonly etat: ReportState; readonly factures: number };

/** Periods that are listed, the latest first. */
const LISTED = 12;

interface Shop {
  readonly nom: string;
  readonly siret: string;
  readonly regime_tva: VatScheme;
  readonly activite: "biens" | "services";
  readonly matricule_pa: string;
}

/** The latest periods of the shop's scheme since its first closed day. */
export function reportsDue(look: Look): { regime_tva: VatScheme; periodes: ListedPeriod[] } {
  const { regime_tva } = shopOf(look);
  const first = look.get("SELECT min(periode) AS jour FROM clotures WHERE genre = 'jour'")!["jour"] as string | null;
  if (first === null) return { regime_tva, periodes: [] };
  const today = calendarOf(look.all).dayOf(look.now);
  const stateOf = states(look, today);
  const periodes = periodsOf(regime_tva, first, today).slice(0, LISTED).map((period) => ({
    ...period,
    etat: stateOf(period),
    factures: invoicedCount(look, period),
  }));
  return { regime_tva, periodes };
}

/** Null for what names no period. */
export function salesReport(look: Look, periode: string): SalesReport | null {
  const shop = shopOf(look);
  const period = reportPeriod(periode, shop.regime_tva);
  if (period === null) return null;
  const siret = plainNumber(shop.siret);
  const taxed = shop.activite === "biens" ? "TLB1" : "TPS1";
  return {
    ...period,
    etat: states(look, calendarOf(look.all).dayOf(look.now))(period),
    siren: isSiret(siret) ? sirenOf(siret) : null,
    matricule_pa: shop.matricule_pa,
    nom: shop.nom,
    jours: daysOf(look, period, taxed),
    factures: invoicedSales(look, period, taxed),
  };
}

function shopOf(look: Look): Shop {
  return look.get("SELECT nom, siret, regime_tva, activite, matricule_pa FROM boutique") as unknown as Shop;
}

function states(look: Look, today: string): (period: ReportPeriod) => ReportState {
  const open = closingsDue(look).jours.map(({ periode }) => periode);
  return ({ du, au }) => {
    if (au >= today) return "en_cours";
    return open.some((jour) => du <= jour && jour <= au) ? "a_clore" : "prete";
  };
}

function daysOf(look: Look, { du, au }: ReportPeriod, taxed: TaxedCategory): DayOfSales[] {
  const rows = look.all(
    "SELECT periode, complement, contenu FROM clotures WHERE genre = 'jour' AND periode BETWEEN ? AND ? ORDER BY periode, id",
    du,
    au,
  );
  const days = new Map<string, { sales: number; rates: Map<number, RateSum>; z: string[] }>();
  for (const { periode, complement, contenu } of rows) {
    const date = periode as string;
    const { taux, tickets, avoirs } = JSON.parse(contenu as string) as Totals;
    const day = days.get(date) ?? { sales: 0, rates: new Map<number, RateSum>(), z: [] };
    days.set(date, day);
    day.sales += tickets - avoirs;
    day.z.push(complement === 0 ? `Z-${date}` : `Z-${date}-${Number(complement) + 1}`);
    for (const { taux: rate, ht, tva } of taux) {
      const before = day.rates.get(rate) ?? { taux: rate, base: 0, tva: 0 };
      day.rates.set(rate, { taux: rate, base: before.base + ht, tva: before.tva + tva });
    }
  }
  return [...days].flatMap(([date, { sales, rates, z }]) => {
    const all = [...rates.values()].sort((a, b) => b.taux - a.taux);
    const groups = [[taxed, all.filter(({ taux }) => taux > 0)], ["TNT1", all.filter(({ taux }) => taux === 0)]] as const;
    return groups.filter(([, sums]) => sums.length > 0).map(([categorie, sums], at): DayOfSales => ({
      date,
      devise: "EUR",
      categorie,
      base: sums.reduce((sum, { base }) => sum + base, 0),
      tva: sums.reduce((sum, { tva }) => sum + tva, 0),
      ventes: at === 0 ? sales : null,
      taux: sums,
      z,
    }));
  });
}
