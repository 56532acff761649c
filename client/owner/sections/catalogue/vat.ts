/** The rates of VAT that an article may have, and how people write them. */
import type { Locale } from "../../../../shared/errors.ts";

/** Basis points, the usual one first. */
export const VAT_RATES = [2000, 1000, 550, 210, 0] as const;

const percent = (language: string) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 });
/** Made once: a page of the table has a hundred of them. */
const FORMATS = { fr: percent("fr-FR"), en: percent("en-IE") } as const;

/** Basis points as people write a rate: `5,5 %`. */
export function formatRate(rate: number, locale: Locale): string {
  return FORMATS[locale].format(rate / 10_000);
}
