/** Dates of the shop, as texts: `2026-11-22`. */

/** So many days after a date, or before it. */
export function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
