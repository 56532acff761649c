/** The words of signing in by PIN, in both languages: they come with its screen. */
import type { Locale } from "../../../shared/errors.ts";
import { pin as en } from "./pin_en.ts";
import { pin as fr, type PinWords } from "./pin_fr.ts";

const words: Readonly<Record<Locale, PinWords>> = { fr, en };

export function pinWords(locale: Locale): PinWords {
  return words[locale];
}
