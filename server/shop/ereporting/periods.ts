/**
 * The periods that sales to consumers are reported by, and when each is due, by the shop's VAT scheme: ten days, a month or two.
 * Decades are due on the 20th, the 30th and the 10th, months of quarterly payers on the 10th, all others on the 30th.
 */
import { daysFrom } from "../../../shared/days.ts";
import { bounds } from "../totals.ts";

export type VatScheme = "reel_mensuel" | "reel_trimestriel" | "simplifie" | "franchise";

export interface ReportPeriod {
  /** `2026-11-D1` for ten days, `2026-11`, or `2026-B6` for November and December. */
  readonly periode: string;
  /** Its first and its last day. */
  readonly du: string;
  readonly au: string;
  /** The last day on which it may be reported. */
  readonly echeance: string;
}

/** The period of a name; null for what is none. `scheme` says when a month is due. */
export function reportPeriod(periode: string, scheme: VatScheme): ReportPeriod | null {
  const [, decadeOf, decade] = /^(\d{4}-(?:0[1-9]|1[0-2]))-D([1-3])$/.exec(periode) ?? [];
  if (decadeOf !== undefined) return tenDays(decadeOf, Number(decade));
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(periode)) {
    return { ...months(periode, periode, scheme === "reel_trimestriel" ? 10 : 30), periode };
  }
  const [, year, two] = /^(\d{4})-B([1-6])$/.exec(periode) ?? [];
  if (year === undefined) return null;
  const month = (number: number) => `${year}-${String(number).padStart(2, "0")}`;
  return { ...months(month(2 * Number(two) - 1), month(2 * Number(two)), 30), periode };
}

/** The scheme's periods in which days from one to another lie, the latest first. */
export function periodsOf(scheme: VatScheme, first: string, last: string): ReportPeriod[] {
  const found: ReportPeriod[] = [];
  for (let day = last; day >= first;) {
    const period = reportPeriod(nameAt(scheme, day), scheme)!;
    found.push(period);
    day = daysFrom(period.du, -1);
  }
  return found;
}

function nameAt(scheme: VatScheme, day: string): string {
  const month = day.slice(0, 7);
  if (scheme === "reel_mensuel") return `${month}-D${Math.min(3, Math.ceil(Number(day.slice(8)) / 10))}`;
  return scheme === "franchise" ? `${day.slice(0, 4)}-B${Math.ceil(Number(day.slice(5, 7)) / 2)}` : month;
}

function tenDays(month: string, decade: number): ReportPeriod {
  const periode = `${month}-D${decade}`;
  const [du, end] = [`${month}-${["01", "11", "21"][decade - 1]}`, bounds("mois", month).last];
  if (decade === 3) return { periode, du, au: end, echeance: dayOf(monthAfter(month), 10) };
  return { periode, du, au: `${month}-${decade}0`, echeance: dayOf(month, (decade + 1) * 10) };
}

function months(first: string, last: string, due: number): Omit<ReportPeriod, "periode"> {
  return { du: `${first}-01`, au: bounds("mois", last).last, echeance: dayOf(monthAfter(last), due) };
}

function monthAfter(month: string): string {
  return daysFrom(bounds("mois", month).last, 1).slice(0, 7);
}

/** That day of a month, or its last one where it is shorter. */
function dayOf(month: string, day: number): string {
  const wanted = `${month}-${String(day).padStart(2, "0")}`;
  const { last } = bounds("mois", month);
  return wanted < last ? wanted : last;
}
