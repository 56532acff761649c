/** Quantities are integers of thousandths (1500 = 1.5); this file turns them into text for people and back. */

/** Thousandths of one piece. */
export const ONE = 1000;
const LINE_MAX = 9_999 * ONE;

/** So much of it as a line of a ticket can hold: up to 9,999 pieces, sold or brought back, in whole thousandths. */
export function lineQuantity(thousandths: number): number {
  return Math.min(LINE_MAX, Math.max(-LINE_MAX, Math.trunc(thousandths)));
}

/** So many thousandths more of what is sold, or of what comes back; none where there would be less than none. */
export function stepped(quantity: number, step: number): number {
  return quantity < 0 ? 0 - Math.max(0, step - quantity) : Math.max(0, quantity + step);
}

/** So many times so much, in whole thousandths; both are. */
export function times(count: number, quantity: number): number {
  return Math.max(1, Math.round(count * quantity / ONE));
}

/** `1500` → `1,5` (fr) or `1.5` (en). */
export function formatQuantity(thousandths: number, locale: "fr" | "en"): string {
  const text = String(thousandths / ONE);
  return locale === "fr" ? text.replace(".", ",") : text;
}

/** `"3"`, `"0,35"` or `"0.350"` → thousandths; null for anything else, zero included. */
export function parseQuantity(text: string): number | null {
  const match = /^\s*(\d{0,6})(?:[.,](\d{0,3}))?\s*$/.exec(text);
  if (match === null) return null;
  const thousandths = Number(match[1]) * ONE + Number((match[2] ?? "").padEnd(3, "0"));
  return thousandths === 0 ? null : thousandths;
}
