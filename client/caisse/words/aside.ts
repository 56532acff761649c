/** The words of the screens that are fetched later, in both languages: a switch must not wait for one that is not shown. */
import { type ReceiptWords, receiptWords } from "../../../shared/receipt/words.ts";
import type { Locale } from "../../../shared/errors.ts";
import * as en from "./aside_en.ts";
import * as fr from "./aside_fr.ts";
import { type PickingMessages, withPicker } from "./picking.ts";
import type { CaisseMessages } from "./words.ts";

const words: Readonly<Record<Locale, typeof fr>> = { fr, en };

export type AsideMessages = PickingMessages & { readonly receipt: ReceiptWords; readonly caisse: typeof fr };

/** The words of the page with those of its later screens. */
export function withAside(t: CaisseMessages, locale: Locale): AsideMessages {
  return { ...withPicker(t, locale), receipt: receiptWords(locale), caisse: { ...t.caisse, ...words[locale] } };
}
