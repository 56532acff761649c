/** The words of the till's printer, in English. */
import type { printer as fr } from "./printer_fr.ts";

export const printer: typeof fr = {
  sent: "sent to the printer…",
  out: "printed.",
  paperLow: "Paper is near its end.",
  refused: (why) => why === "" ? "not printed." : `not printed: ${why}.`,
  unknown: "did it come out? The printer did not say. Another one will be a copy.",
  reasons: {
    absente: "printer off or not found",
    papier: "out of paper",
    capot: "cover open",
    panne: "printer out of order",
    hors_ligne: "printer offline",
    muette: "the printer does not answer",
  },
  again: "Try again",
  here: "Print here",
  seen: "It came out",
  list: "Not printed",
};
