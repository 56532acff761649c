/** What a customer reads on the display. French is written first: a sentence that is missing in English does not compile. */
import { display as en } from "./display_en.ts";
import { display as fr, type Words } from "./display_fr.ts";

export type { Words };
export const WORDS = { fr, en } as const;
