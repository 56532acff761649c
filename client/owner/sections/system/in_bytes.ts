/** Sizes of files as people read them. */
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";

/** `12,4 Mo` (fr) or `12.4 MB` (en): thousands, as disks are sold. */
export function inBytes(bytes: number, locale: Locale): string {
  const power = Math.min(3, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  const digits = new Intl.NumberFormat(LANGUAGE[locale], { maximumFractionDigits: value < 100 ? 1 : 0 });
  const units = locale === "fr" ? ["ko", "Mo", "Go"] : ["kB", "MB", "GB"];
  return `${digits.format(value)}\u00a0${units[power - 1]}`;
}
