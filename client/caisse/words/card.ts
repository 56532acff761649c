/** The words of the till's card terminal, which only a till that has one fetches: it fetches no other screen's for them. */
import type { Locale } from "../../../shared/errors.ts";
import { card as en } from "./card_en.ts";
import { card as fr } from "./card_fr.ts";
import type { CaisseMessages } from "./words.ts";

const words: Readonly<Record<Locale, typeof fr>> = { fr, en };

export type CardMessages = CaisseMessages & { readonly card: typeof fr };

export function withCard(t: CaisseMessages, locale: Locale): CardMessages {
  return { ...t, card: words[locale] };
}
