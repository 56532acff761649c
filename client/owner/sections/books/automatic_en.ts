/** The words of the closing that the shop makes by itself, in English. */
import type { automatic as French } from "./automatic_fr.ts";

export const automatic: typeof French = {
  title: "Automatic closing",
  body:
    "At this hour the shop closes the day, then the month and the year that are over. From noon on that is the day going on: nothing is sold on it afterwards. Before noon it is the day before. While a till is not counted, it waits.",
  hour: "Hour",
  off: "Empty: never.",
  save: "Save",
  saved: "Saved.",
  waits: (hour, tills) => `The automatic closing of ${hour} waits: ${tills} is not counted.`,
  waitsMany: (hour, tills) => `The automatic closing of ${hour} waits: ${tills} are not counted.`,
  blockedDays: (hour, days) =>
    `The automatic closing of ${hour} waits for your word: ${days} days without business would be closed along. Close below.`,
  blocked: (hour) =>
    `The automatic closing of ${hour} does not go through by itself. Close below: what is in its way will be told.`,
  made: "automatic",
};
