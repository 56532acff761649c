/** The language that a page begins with. */
import type { Locale } from "../../../shared/errors.ts";

/** The one chosen before on this machine, else the browser's, else French. */
export function firstLocale(remembered: string | null, languages: readonly string[]): Locale {
  if (remembered === "fr" || remembered === "en") return remembered;
  for (const language of languages) {
    if (language.startsWith("fr")) return "fr";
    if (language.startsWith("en")) return "en";
  }
  return "fr";
}
