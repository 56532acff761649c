/** What other shops tell by their own hand, within bounds: a shop may write anything in its rows at head office. */

/** A moment in RFC 3339 by its seconds since 1970, as PostgreSQL says them; one that no calendar here has is the first. */
export function momentOf(seconds: number | string | null): string {
  const ms = Number(seconds) * 1000;
  return new Date(ms >= 0 && ms < BEYOND ? ms : 0).toISOString();
}

/** The year 10000. */
const BEYOND = 253_402_300_800_000;

/** The beginning of a text, in SQL. */
export function bounded(column: string): string {
  return `left(${column}, ${CHARACTERS})`;
}

const CHARACTERS = 500;
