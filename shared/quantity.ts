/** Quantities are integers of thousandths (1500 = 1.5); this file turns them into text for people and back. */

/** `1500` → `1,5` (fr) or `1.5` (en). */
export function formatQuantity(thousandths: number, locale: "fr" | "en"): string {
  const text = String(thousandths / 1000);
  return locale === "fr" ? text.replace(".", ",") : text;
}

/** `"3"`, `"0,35"` or `"0.350"` → thousandths; null for anything else, zero included. */
export function parseQuantity(text: string): number | null {
  const match = /^\s*(\d{0,6})(?:[.,](\d{0,3}))?\s*$/.exec(text);
  if (match === null) return null;
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0"));
  return thousandths === 0 ? null : thousandths;
}
