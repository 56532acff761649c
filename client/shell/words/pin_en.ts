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
};
