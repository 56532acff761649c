/** The words of how far a piece of long work is, in English. */
import type { HowFarMessages } from "./how_far_fr.ts";

export const words: HowFarMessages = {
  label: "Progress",
  steps: {
    begins: "Preparing…",
    copies: "Copying…",
    looks: "Checking the file…",
    walks: "Reading the journal again…",
    signatures: "Checking signatures…",
    drops: "Freeing room in the database…",
  },
};
