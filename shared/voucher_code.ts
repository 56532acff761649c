/**
 * The code of a voucher or a gift card: a B and twelve digits, the last two of which check the others. Ten of them are
 * drawn, so that nobody types one by chance; the letter tells it from an article's EAN and from a ticket's number, and is
 * the same key on every keyboard that a scanner types for.
 */

/** What a till prints, scans and types: `B` and twelve digits. */
const CODE = /^B\d{12}$/;
const CHECK = 97;

/** Of ten digits. */
export function voucherCodeOf(digits: string): string {
  return `B${digits}${checkOf(digits)}`;
}

/** The code in what was scanned or typed, blanks and dashes or not; null for what is none. */
export function voucherCodeIn(text: string): string | null {
  const code = text.replace(/[\s\u00a0.-]/g, "").toUpperCase();
  return CODE.test(code) && checkOf(code.slice(1, 11)) === code.slice(11) ? code : null;
}

/** Its check digits alone tell which one is meant: with two more, a million guesses would be all there are. */
export function hiddenVoucherCode(code: string): string {
  return `B${"•".repeat(10)}${code.slice(-2)}`;
}

/** As people read and type it: `B 1234 5678 9012`. */
export function spacedVoucherCode(code: string): string {
  return `B ${code.slice(1).replace(/.{4}(?=.)/g, "$& ")}`;
}

function checkOf(digits: string): string {
  return String(CHECK - (Number(digits) * 100) % CHECK).padStart(2, "0");
}
