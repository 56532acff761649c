/**
 * A month of the demo shop as a list of steps: who did what when. It is made of chance from a seed and
 * of nothing else, so that the same day, time zone and seed give the same month. The
 * shop's own commands then do it; amounts are computed here as well, as customers and cashiers would.
 */
import type { JsonValue } from "../../../shared/protocol.ts";
import { inZone, ownZone } from "../../../shared/time_zone.ts";
import { daysFrom } from "../../../shared/days.ts";
import { planDay } from "./day.ts";
import { FILL } from "./fill.ts";
import { OUTSIDE } from "./outside.ts";
import { DEMO_PRODUCTS, products } from "./products.ts";
import { ACCOUNTS } from "./regulars.ts";
import { SeededRandom } from "./random.ts";
import { command, type Month, type Step, timesIn } from "./steps.ts";

export const DEMO_SEED = 20_260_101;
/** The month ends on the evening before. */
const DEMO_DAYS = 30;

export interface MonthPlan {
  /** The moment of the first step, before there is any: accounts are made then. */
  readonly start: string;
  readonly steps: readonly Step[];
}

/** `now` is any moment of the day on which the demo begins, in `zone`. */
export function planMonth(now: Date, seed: number, zone: string = ownZone()): MonthPlan {
  const today = inZone(now.getTime(), zone, "day");
  const timeOf = timesIn(zone);
  const catalogue = products(DEMO_PRODUCTS, seed);
  let sum = 0;
  const demand = catalogue.map((product) => sum += product.demand);
  const month: Month = {
    timeOf,
    random: new SeededRandom(seed),
    products: catalogue,
    demand,
    paid: [],
    sold: new Map(),
    vouchers: [],
    owed: new Map(),
  };
  const steps: Step[] = [];
  let before: string | null = null;
  for (let back = DEMO_DAYS; back >= 1; back--) {
    const day = daysFrom(today, -back);
    if (isClosed(day)) continue;
    if (before !== null) steps.push(...closedPeriods(month, before, day));
    steps.push(...planDay(month, day));
    before = day;
  }
  const start = timeOf(daysFrom(today, -DEMO_DAYS - 1), 18 * 60);
  const ceilings = ACCOUNTS.map(({ client, plafond }) =>
    command(start, null, "comptes.plafonner", { id: String(client), plafond })
  );
  // Nothing ends below zero: what was sold had been delivered before.
  const stocked = catalogue.map((product) =>
    product.suivi_stock === 1 ? { ...product, stock: product.stock + Math.max(0, month.sold.get(product.id) ?? 0) } : product
  );
  return {
    start,
    steps: [command(start, null, FILL, { produits: [...OUTSIDE, ...stocked] as unknown as JsonValue }), ...ceilings, ...steps],
  };
}

/** Sundays, and the three holidays on which nobody opens. */
function isClosed(day: string): boolean {
  return new Date(day).getUTCDay() === 0 || ["01-01", "05-01", "12-25"].includes(day.slice(5));
}

/** A month and a year are closed on the first morning after them. */
function closedPeriods({ timeOf }: Month, last: string, day: string): Step[] {
  const at = timeOf(day, 8 * 60 + 30);
  const close = (genre: string, periode: string) => command(at, null, "clotures.cloturer", { genre, periode });
  return [
    ...(last.slice(0, 7) === day.slice(0, 7) ? [] : [close("mois", last.slice(0, 7))]),
    ...(last.slice(0, 4) === day.slice(0, 4) ? [] : [close("annee", last.slice(0, 4))]),
  ];
}
