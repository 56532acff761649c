/** The words of the cashier's screens; French is written first. */
import type { Messages } from "../../shell/words/words.ts";

export type CaisseWords = typeof import("./caisse_fr.ts").words;
export type CaisseMessages = Messages & CaisseWords;
