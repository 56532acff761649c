/** The words of the system's section; French is written first. */
export type SystemMessages = typeof import("./words_fr.ts").words;
