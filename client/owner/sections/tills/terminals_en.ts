/** The words of the tills' card terminals, in English. */
import type { TerminalMessages } from "./terminals_fr.ts";

export const terminals: TerminalMessages = {
  title: "Card terminals",
  lead:
    "A Caisse-AP (Concert) terminal on the shop’s network: the till asks it for the amount and keeps its answer. Without one, cards are noted by hand.",
  empty: "No terminal: cards are noted by hand.",
  add: "Add a terminal",
  change: "Change",
  remove: "Remove",
  of: (deed, till) => `${deed} the terminal of ${till}`,
  removeBody: "Its cards are noted by hand again. What was paid stays.",
  till: "Till",
  address: "Address",
  addressHint: "192.168.1.60, as it shows it. Give it a fixed address.",
  port: "Port",
  identifier: "Till’s identifier",
  identifierHint: "12 digits, as the terminal expects them; leave these if it asks for none.",
  tryOut: "Try out",
  tryHint: "The trial sends a request without an amount and without an action: nothing can be debited.",
  trying: "Trying…",
  answers: "It answered as a Caisse-AP terminal does.",
  trials: {
    absent: "Nobody answers at this address.",
    muet: "It is there, and did not answer.",
    illisible: "It is there, and speaks no Caisse-AP.",
    arret: "The trial was interrupted.",
    perime: "The trial was interrupted.",
  },
  waiting: "Card payments that wait for you",
  kinds: { paiement: "Payment", credit: "Credit", annulation: "Cancellation" },
  underWay: "at the terminal",
  loneCredit: "Credited, without its refund: finish that at the till.",
  look: "Look at the terminal or its slip before you answer.",
  amount: "Amount debited or given back",
  moved: "It went through",
  nothing: "Nothing went through",
};
