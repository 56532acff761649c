/** The words of the key help, in English. */
import type * as French from "./keys_fr.ts";

export const keys: typeof French.keys = {
  everywhere: "Everywhere",
  queue: "Queue",
  pay: "Payment",
  direct: "Direct sale",
  stray: "Add the article that was scanned out of place",
  help: "This help",
  back: "Back",
  confirm: "Pay or confirm",
  digits: "Recall number, then Enter",
  arrows: "Choose a ticket",
  amount: "Amount",
  eraseKey: "Erase a digit",
  print: "Once paid: print the receipt",
  times: "Quantity of the next item",
  lines: "Choose a line",
  count: "One more, one less",
  deleteKey: "Del",
  remove: "Remove the line",
};
