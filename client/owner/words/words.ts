/** The words of the owner's screens; French is written first. */
import type { Messages } from "../../shell/words/words.ts";

export type OwnerWords = typeof import("./owner_fr.ts").words;
export type OwnerMessages = Messages & OwnerWords;
