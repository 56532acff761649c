/** The words of the stock; French is written first. */
export type StockWords = typeof import("./words_fr.ts").words;
