/** The last numbers that tills printed, as the owner types them from their receipts: `C1=123, C2-000045`. */

/** By till; null for what names none. Leading zeros are those of the receipt. */
export function lastNumbersIn(text: string): Record<string, number> | null {
  const numbers: Record<string, number> = {};
  for (const word of text.toUpperCase().split(/[\s,;]+/)) {
    if (word === "") continue;
    const [, till, digits] = /^((?:F-)?[A-Z][A-Z0-9]{0,9})[=-](\d{1,9})$/.exec(word) ?? [];
    if (till === undefined || Number(digits) === 0 || Object.hasOwn(numbers, till)) return null;
    numbers[till] = Number(digits);
  }
  return numbers;
}
