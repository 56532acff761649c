/** The words of the shop's books; French is written first. */
export type BooksWords = typeof import("./words_fr.ts").words;
