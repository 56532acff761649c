/** The shop's calendar: days, months and years of the server's own time zone. */

export type PeriodKind = "jour" | "mois" | "annee";

/** The shop's date (`2026-11-22`) at a moment given in RFC 3339. */
export function dayOf(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The shop's time of day (`14:37`) at a moment given in RFC 3339. */
export function timeOf(at: string): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment at which a date begins, in RFC 3339. */
export function beginningOf(jour: string): string {
  const [year, month, day] = jour.split("-").map(Number) as [number, number, number];
  return new Date(year, month - 1, day).toISOString();
}

/** The day after a date. */
function nextDay(jour: string): string {
  return daysFrom(jour, 1);
}

/** The date so many days after another, or before it. */
export function daysFrom(jour: string, days: number): string {
  const [year, month, day] = jour.split("-").map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** The day, month or year after one. */
export function nextPeriod(genre: PeriodKind, periode: string): string {
  if (genre === "jour") return nextDay(periode);
  if (genre === "annee") return String(Number(periode) + 1).padStart(4, "0");
  const [year, month] = periode.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
}

/** Every day, month or year from one to another, both included. */
export function periodsBetween(genre: PeriodKind, first: string, last: string): string[] {
  const periods: string[] = [];
  for (let periode = first; periode <= last; periode = nextPeriod(genre, periode)) periods.push(periode);
  return periods;
}

/** Whether a text names a day, month or year that exists. */
export function isPeriod(genre: PeriodKind, periode: string): boolean {
  const full = { jour: periode, mois: `${periode}-01`, annee: `${periode}-01-01` }[genre];
  return /^\d{4}-\d{2}-\d{2}$/.test(full) && !Number.isNaN(Date.parse(full)) &&
    new Date(full).toISOString().slice(0, 10) === full;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
