/** What a check-up found, as this page writes: with a capital, moments by the shop's clock, figures and sizes in the reader's language. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { inBytes } from "./in_bytes.ts";

/** A word of prose: the first one of an address or a path stays as it is. */
const FIRST_WORD = /^\p{Ll}[\p{L}'’]*(?=[\s,]|$)/u;
const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const MILLISECONDS = /(\d+(?:\.\d+)?) ms\b/g;
const MEBIBYTES = /(\d+) (?:Mio|MiB)\b/g;

export function findingText(said: string, locale: Locale): string {
  const number = new Intl.NumberFormat(locale === "fr" ? "fr-FR" : "en-IE", { maximumFractionDigits: 1 });
  return said
    .replace(FIRST_WORD, (word) => word[0]!.toUpperCase() + word.slice(1))
    .replaceAll(MOMENT, (moment) => formatDateAndTime(moment, locale))
    .replaceAll(MILLISECONDS, (_, value) => `${number.format(Number(value))}\u00a0ms`)
    .replaceAll(MEBIBYTES, (_, value) => inBytes(Number(value) * 2 ** 20, locale))
    .replaceAll(" :", "\u00a0:");
}
