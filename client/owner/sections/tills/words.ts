/** The words of the tills' section beside those of its list; French is written first. */
export type TillMessages = typeof import("./words_fr.ts").words;
