/** EAN-13 barcodes: thirteen digits of which the last checks the others (https://www.gs1.org/services/how-calculate-check-digit-manually). */

const DIGITS = 13;

/** Prefixes that GS1 leaves to each shop for its own codes. */
const IN_STORE_PREFIXES = { first: 20, last: 29 } as const;

/** The check digit of the first twelve digits; null when they are anything else. */
export function ean13CheckDigit(twelve: string): number | null {
  if (!/^[0-9]{12}$/.test(twelve)) return null;
  let sum = 0;
  for (let at = 0; at < twelve.length; at++) sum += Number(twelve[at]) * (at % 2 === 0 ? 1 : 3);
  return (10 - sum % 10) % 10;
}

/** Whether a text is an EAN-13 as it is scanned: thirteen digits, the last of them right. */
export function isEan13(text: string): boolean {
  return text.length === DIGITS && ean13CheckDigit(text.slice(0, -1)) === Number(text.at(-1));
}

/** Whether a text is a code of any length that articles bear (8, 12, 13 or 14 digits), the last digit right. */
export function isGtin(text: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(text)) return false;
  // Counted from the check digit, every second one weighs three.
  return [...text].reverse().reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

/** The shop's own code for an item: `prefix` is 20 to 29, `item` a whole number of at most ten digits. */
export function inStoreEan13(item: number, prefix: number = IN_STORE_PREFIXES.first): string {
  const { first, last } = IN_STORE_PREFIXES;
  if (!Number.isInteger(prefix) || prefix < first || prefix > last) {
    throw new RangeError(`Prefix '${prefix}' is not in ${first} to ${last}`);
  }
  if (!Number.isInteger(item) || item < 0 || item > 9_999_999_999) {
    throw new RangeError(`Item '${item}' has more than ten digits`);
  }
  const twelve = `${prefix}${String(item).padStart(10, "0")}`;
  return `${twelve}${ean13CheckDigit(twelve)!}`;
}
