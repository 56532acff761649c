/** The shop's calendar: days, months and years of the server's own time zone. */

/** The shop's date (`2026-11-22`) at a moment given in RFC 3339. */
export function jourOf(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The day after a date. */
export function jourSuivant(jour: string): string {
  const [year, month, day] = jour.split("-").map(Number) as [number, number, number];
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return next.toISOString().slice(0, 10);
}

/** Every date from one to another, both included. */
export function joursEntre(first: string, last: string): string[] {
  const jours: string[] = [];
  for (let jour = first; jour <= last; jour = jourSuivant(jour)) jours.push(jour);
  return jours;
}

/** Whether a text names a day, month or year that exists. */
export function isPeriode(genre: "jour" | "mois" | "annee", periode: string): boolean {
  const full = { jour: periode, mois: `${periode}-01`, annee: `${periode}-01-01` }[genre];
  return /^\d{4}-\d{2}-\d{2}$/.test(full) && !Number.isNaN(Date.parse(full)) &&
    new Date(full).toISOString().slice(0, 10) === full;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
