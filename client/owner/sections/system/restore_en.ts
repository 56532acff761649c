/** The words of putting a copy back, in English. */
import type { RestoreMessages } from "./restore_fr.ts";

export const words: RestoreMessages = {
  action: "Put back",
  of: (made) => `Put back the copy of ${made}`,
  title: (made) => `Put back the copy of ${made}?`,
  lost: (made) => `All that was done after ${made} is lost to the shop: sales, products, settings.`,
  tickets: (count) =>
    count === 0 ? "No ticket was paid since." : count === 1 ? "One ticket was paid since." : `${count} tickets were paid since.`,
  kept: "Today’s shop is kept whole, as one more copy in this list.",
  numbers: "No ticket number is given twice: they go on after the last one known, and a signed record says why.",
  sessions:
    "Everybody signs in again, you too, with the passwords of the copy’s day. PINs and software tokens are to be made anew.",
  pause:
    "The copy is looked through first, while the shop works. Then the shop stops for a moment, and the tills come back by themselves.",
  keys: "The folder’s .key files stay this PC’s.",
  printed: "A printed receipt has a higher number",
  lastNumbers: "Last printed numbers",
  lastNumbersHint: "Such as C1-000123, C2-000045. Empty: the numbers that the server knows.",
  lastNumbersWrong: "A till and its number are wanted, such as C1-000123.",
  looking: "Looking through the copy… The shop still works.",
  deed: "Put this copy back",
  under: "The copy is good. The shop stops and comes back with it: sign in when the page asks.",
  failed: (reason) => `The copy was not put back, the shop is as it was: ${reason}`,
  done: (moment) => `A copy was put back on ${moment}:`,
  keptAs: "The shop of before is in",
  next: "The next ticket of each till:",
  copyEnds: (number) => `(the copy ends with ${number})`,
  copyHasNone: "(the copy has none)",
  compare:
    "Compare with the last printed receipts. If one of them has this number or a higher one, put the copy back once more and give it.",
  compareAll:
    "This PC does not know what was sold after the copy. Compare with the last printed receipts: if one of them has this number or a higher one, put the copy back once more and give it.",
};
