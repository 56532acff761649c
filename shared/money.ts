/** Money is an integer number of cents; this file turns it into text for people and back. */

/** `1250` → `12,50 €` (fr) or `€12.50` (en). `cents` is an integer. */
export function formatCents(cents: number, locale: "fr" | "en"): string {
  return new Intl.NumberFormat(locale === "fr" ? "fr-FR" : "en-IE", {
    style: "currency",
    currency: "EUR",
  }).format(cents / 100);
}

/** `"12,50"`, `"12.5"` or `"12"` → cents; null for anything that is no amount with at most two decimals. */
export function parseCents(text: string): number | null {
  const match = /^\s*(\d{1,9})(?:[.,](\d{1,2}))?\s*€?\s*$/.exec(text);
  if (match === null) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
