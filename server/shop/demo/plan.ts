/**
 * A month of the demo shop as a list of steps: who did what when. It is made of chance from a seed and
 * of nothing else, so that the same day (in the same time zone) and seed give the same month. The
 * shop's own commands then do it; amounts are computed here as well, as customers and cashiers would.
 */
import type { JsonValue } from "../../../shared/protocol.ts";
import { dayOf } from "../calendar.ts";
import { planDay } from "./day.ts";
import { FILL } from "./fill.ts";
import { DEMO_PRODUCTS, products } from "./products.ts";
import { SeededRandom } from "./random.ts";
import { command, type Month, type Step, timeOf } from "./steps.ts";

export const DEMO_SEED = 20_260_101;
/** The month ends on the evening before. */
const DEMO_DAYS = 30;

export interface MonthPlan {
  /** The moment of the first step, before there is any: accounts are made then. */
  readonly start: string;
  readonly steps: readonly Step[];
}

/** `today` is any moment of the day on which the demo begins. */
export function planMonth(today: Date, seed: number): MonthPlan {
  const catalogue = products(DEMO_PRODUCTS, seed);
  let sum = 0;
  const demand = catalogue.map((product) => sum += product.demand);
  const month: Month = { random: new SeededRandom(seed), products: catalogue, demand, paid: [], sold: new Map() };
  const steps: Step[] = [];
  let before: Date | null = null;
  for (let back = DEMO_DAYS; back >= 1; back--) {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - back);
    if (isClosed(day)) continue;
    if (before !== null) steps.push(...closedPeriods(before, day));
    steps.push(...planDay(month, day));
    before = day;
  }
  const start = timeOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - DEMO_DAYS - 1), 18 * 60);
  // Nothing ends below zero: what was sold had been delivered before.
  const stocked = catalogue.map((product) =>
    product.suivi_stock === 1 ? { ...product, stock: product.stock + Math.max(0, month.sold.get(product.id) ?? 0) } : product
  );
  return { start, steps: [command(start, null, FILL, { produits: stocked as unknown as JsonValue }), ...steps] };
}

/** Sundays, and the three holidays on which nobody opens. */
function isClosed(day: Date): boolean {
  return day.getDay() === 0 || ["01-01", "05-01", "12-25"].includes(dayOf(day.toISOString()).slice(5));
}

/** A month and a year are closed on the first morning after them. */
function closedPeriods(before: Date, day: Date): Step[] {
  const [last, now] = [dayOf(before.toISOString()), dayOf(day.toISOString())];
  const at = timeOf(day, 8 * 60 + 30);
  const close = (genre: string, periode: string) => command(at, null, "clotures.cloturer", { genre, periode });
  return [
    ...(last.slice(0, 7) === now.slice(0, 7) ? [] : [close("mois", last.slice(0, 7))]),
    ...(last.slice(0, 4) === now.slice(0, 4) ? [] : [close("annee", last.slice(0, 4))]),
  ];
}
