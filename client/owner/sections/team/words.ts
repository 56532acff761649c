/** The words of the team's section; French is written first. */
export type TeamMessages = typeof import("./words_fr.ts").words;
