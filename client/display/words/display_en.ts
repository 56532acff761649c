/** What a customer reads on the display, in English. */
import type { Words } from "./display_fr.ts";

export const display: Words = {
  title: "Customer display",
  welcome: "Welcome",
  demo: "DEMONSTRATION: nothing is really sold",
  training: "TRAINING: this ticket does not count",
  ticket: "Your ticket",
  total: "Total",
  back: "We give back",
  discount: "Discount",
  given: "Received",
  account: "On your account",
  left: "Left to pay",
  change: "Change",
  thanks: "Thank you, see you soon!",
  pickup: "Your pick-up number",
  receipt: "Your receipt",
  scan: "Point your phone at this code.",
  away: "The server does not answer",
  other: "Français",
  pairTitle: "Pair this screen",
  pairLead:
    "Ask the owner for a code: it is in the console, with the till. Beside a till that is open in this browser none is needed.",
  code: "6-digit code",
  codeMissing: "6 digits are wanted.",
  pair: "Pair",
  failed: "The server does not answer. Try again in a moment.",
};
