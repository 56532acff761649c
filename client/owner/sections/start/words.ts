/** The words of the first steps; French is written first. */
export type StartWords = typeof import("./words_fr.ts").words;
