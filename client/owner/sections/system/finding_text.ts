/** What a check-up found, as this page writes: moments by the shop's clock, figures and sizes in the reader's language. */
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { inBytes } from "./in_bytes.ts";
import { beginning } from "./server_words.ts";

const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const MILLISECONDS = /(\d+(?:\.\d+)?) ms\b/g;
const MEBIBYTES = /(\d+) (?:Mio|MiB)\b/g;

export function findingText(said: string, locale: Locale): string {
  const number = new Intl.NumberFormat(LANGUAGE[locale], { maximumFractionDigits: 1 });
  return beginning(said)
    .replaceAll(MOMENT, (moment) => formatDateAndTime(moment, locale))
    .replaceAll(MILLISECONDS, (_, value) => `${number.format(Number(value))}\u00a0ms`)
    .replaceAll(MEBIBYTES, (_, value) => inBytes(Number(value) * 2 ** 20, locale));
}
