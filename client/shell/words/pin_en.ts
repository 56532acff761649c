/** The words of signing in by PIN, in English. */
import type { PinWords } from "./pin_fr.ts";

export const pin: PinWords = {
  title: "Who is there?",
  lead: "Touch your name, then type your PIN.",
  codeLead: "Type your PIN.",
  people: "People of this till",
  hello: (name) => `Hello ${name}`,
  code: "PIN",
  digits: (count) => count === 0 ? "No digit" : count === 1 ? "1 digit" : `${count} digits`,
  erase: "Erase the last digit",
  wrong: "This is not that PIN. Try again.",
  other: "Somebody else",
  password: "By password",
  own: {
    open: "My PIN",
    title: "My PIN",
    lead: "4 to 8 digits that you alone know. It opens only the tills where the owner allows PINs.",
    current: "My password",
    missing: "Your password is missing.",
    wrong: "This is not your password.",
    next: "New PIN",
    again: "The same once more",
    malformed: "4 to 8 digits are wanted.",
    weak: "Too easy to guess: no row, no repetition, no year.",
    different: "The two are not the same.",
    save: "Save",
    remove: "Have no PIN any more",
    back: "Back",
    saved: "Your PIN is saved.",
    removed: "You have no PIN any more.",
  },
};
