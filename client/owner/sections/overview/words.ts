/** The words of the dashboard; French is written first. */
export type OverviewWords = typeof import("./words_fr.ts").words;
