/** The numbers by which the state knows a French company: what can be checked of them without asking anybody. */

/** The company's own number, of which La Poste has more than 10,000 establishments: more than the check digit was made for. */
const LA_POSTE = "356000000";

/** A number as it is stored: without the blanks, dots and hyphens that people write into it. */
export function plainNumber(text: string): string {
  return text.replace(/[\s.\u00a0\u202f-]/g, "").toUpperCase();
}

/**
 * Whether a text is a SIRET: 14 digits that pass Luhn's check, and the first 9 of them, the SIREN, as well. Establishments of
 * La Poste pass where the sum of their digits is a multiple of 5 (so does the library python-stdnum check them, after INSEE).
 */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text) || !luhn(text.slice(0, 9))) return false;
  if (luhn(text)) return true;
  return text.startsWith(LA_POSTE) && [...text].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
}

export function sirenOf(siret: string): string {
  return siret.slice(0, 9);
}

export type VatProblem = "form" | "key" | "siren";

/**
 * What is wrong with a VAT number of the Union; null when nothing can be said against it. A French one is `FR`, a key of two
 * characters and the SIREN. A key of digits is (12 + 3 × (SIREN mod 97)) mod 97; one with a letter is not computed from it.
 * `siren` is the shop's own, null where it is not known.
 */
export function vatProblem(text: string, siren: string | null): VatProblem | null {
  const french = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(text);
  if (french === null) return /^(?!FR)[A-Z]{2}[0-9A-Z+*]{2,12}$/.test(text) ? null : "form";
  const [, key, number] = french as unknown as [string, string, string];
  if (siren !== null && number !== siren) return "siren";
  return /^\d\d$/.test(key) && Number(key) !== (12 + 3 * (Number(number) % 97)) % 97 ? "key" : null;
}

/** Every second digit from the right counts double, its own digits added; the sum is a multiple of ten. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
