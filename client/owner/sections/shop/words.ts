/** The words of the shop's section; French is written first. */
export type ShopMessages = typeof import("./words_fr.ts").words;
