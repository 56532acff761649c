/** A rate of VAT as it is read. */
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";

/** `550` → `5,5 %`. `basisPoints` are hundredths of a per cent. */
export function formatRate(basisPoints: number, locale: Locale): string {
  const percent = new Intl.NumberFormat(LANGUAGE[locale], { maximumFractionDigits: 2 });
  return `${percent.format(basisPoints / 100)}\u00a0%`;
}
