/** The words of a scale on the counter, in English. */
import type { ScaleWords } from "./scale_fr.ts";

export const scale: ScaleWords = {
  weigh: "Weigh",
  weighAt: (till) => `Weigh: ${till}`,
  asking: "Weighing…",
  old: "This weight is old: weigh again.",
  reasons: {
    instable: "The weight still moves. Wait until it rests, then weigh again.",
    surcharge: "Too heavy for the scale.",
    sous_zero: "The scale is below zero. Empty it and set it to zero.",
    vide: "Nothing on the scale.",
    absente: "The scale is off or not found.",
    muette: "The scale does not answer.",
    illisible: "The scale said no weight in kilograms.",
    serveur: "The server does not answer: type the weight.",
  },
};
