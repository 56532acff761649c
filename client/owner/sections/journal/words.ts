/** The words of the journal's section; French is written first. */
export type JournalMessages = typeof import("./words_fr.ts").words;
