/**
 * Numbers of trade items (GTIN) in the spellings that scanners give them. Apart from ean.ts, and without it: a till fetches this for
 * codes that its catalogue does not hold as they were scanned, and what two of its scripts share is a third one.
 */

/** The check digit that follows these digits (https://www.gs1.org/services/how-calculate-check-digit-manually). */
export function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - sum % 10) % 10;
}

/**
 * A UPC-E as the UPC-A that it is short for: seven digits, or eight with the check digit, the first 0 or 1. Null where it is none,
 * or its check digit is wrong (GS1 General Specifications, 5.2.2.4.2).
 */
export function upcFromShort(digits: string): string | null {
  const parts = /^([01])(\d\d)(\d)(\d)(\d)(\d)(\d?)$/.exec(digits);
  if (parts === null) return null;
  const [, system, two, third, fourth, fifth, last, check] = parts as unknown as [string, ...string[]] as string[];
  const body = Number(last) <= 2
    ? `${two}${last}0000${third}${fourth}${fifth}`
    : last === "3"
    ? `${two}${third}00000${fourth}${fifth}`
    : last === "4"
    ? `${two}${third}${fourth}00000${fifth}`
    : `${two}${third}${fourth}${fifth}0000${last}`;
  const upc = `${system}${body}`;
  const right = String(checkDigit(upc));
  return check === "" || check === right ? `${upc}${right}` : null;
}

/** Whether the last of these digits checks the others. */
export function isChecked(digits: string): boolean {
  return checkDigit(digits.slice(0, -1)) === Number(digits.at(-1));
}

/** What a catalogue may hold for fourteen digits: as they are, and without the noughts before a shorter number. */
export function shorterGtins(fourteen: string): readonly string[] {
  const lengths = [14, 13, 12, 8];
  return lengths.filter((length) => /^0*$/.test(fourteen.slice(0, 14 - length))).map((length) => fourteen.slice(14 - length));
}

/** The item that is inside a case (first digit 1 to 8) or has this measure (9), as thirteen digits. Null for any other number. */
export function itemWithin(fourteen: string): string | null {
  if (!/^[1-9]\d{13}$/.test(fourteen) || !isChecked(fourteen)) return null;
  const twelve = fourteen.slice(1, 13);
  return `${twelve}${checkDigit(twelve)}`;
}
