/** The words of picking from the catalogue, in both languages: they come with the screens that pick, which are fetched later. */
import type { Locale } from "../../../shared/errors.ts";
import { picker as en } from "../../catalogue/words/picker_en.ts";
import { picker as fr } from "../../catalogue/words/picker_fr.ts";
import type { PickerWords } from "../../catalogue/words/words.ts";
import type { CaisseMessages } from "./words.ts";

const words: Readonly<Record<Locale, PickerWords>> = { fr, en };

export type PickingMessages = CaisseMessages & { readonly picker: PickerWords };

export function withPicker(t: CaisseMessages, locale: Locale): PickingMessages {
  return { ...t, picker: words[locale] };
}
