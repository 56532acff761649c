/**
 * A year of a shop, each deed at its past moment: sales by every means, discounts, refunds, vouchers, gift cards, deposits, customer
 * accounts, cash moves, variances, invoices, days of more refunds than sales and second Z. The same from the same seed, but for keys,
 * codes and signatures.
 */
import { daysFrom } from "../../shared/days.ts";
import { YearDay, YearMemory } from "./demo_year_day.ts";
import { type YearPlan, YearShop } from "./year_shop.ts";

export async function makeYear(plan: YearPlan): Promise<YearShop> {
  const shop = await YearShop.make(plan);
  liveYear(shop, new YearMemory(), plan.year);
  shop.clock.at = Date.parse(shop.timeOf(`${plan.year + 1}-02-20`, 9 * 60));
  return shop;
}

/** A year of a shop, as its plan says how it lives, to the closing of the year. */
export function liveYear(shop: YearShop, memory: YearMemory, year: number): void {
  const { every } = shop.plan;
  const last = `${year}-12-31`;
  let open = 0;
  for (let day = `${year}-01-01`, at = 0; day <= last; day = daysFrom(day, 1), at++) {
    if (day.endsWith("-01") && at > 0) close(shop, day, "mois", daysFrom(day, -1).slice(0, 7));
    if (at % every === 0 || day === last) {
      new YearDay(shop, memory, day, open++).live();
      memory.forget();
    }
  }
  close(shop, `${year + 1}-01-01`, "annee", String(year));
}

/** On the first morning after a period. */
function close(shop: YearShop, day: string, genre: string, periode: string): void {
  shop.clock.at = Date.parse(shop.timeOf(day, 7 * 60));
  shop.do(shop.owner, "clotures.cloturer", { genre, periode, confirme: true });
}
