/** The words of choosing what a device shows first, in English. */
import type { OwnWords } from "./own_fr.ts";

export const own: OwnWords = {
  lead: "Touch the articles to show first here.",
  ownersToo: "Favourite of the shop",
  more: (count) => `${count.toLocaleString("en-GB")} more: search by name.`,
};
