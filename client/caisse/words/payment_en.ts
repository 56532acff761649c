/** The words of paying, and of what comes after, in English. */
import type * as French from "./payment_fr.ts";

export const pay: typeof French.pay = {
  title: (recall) => recall === null ? "Direct sale" : `Ticket no. ${recall}`,
  by: (seller) => `by ${seller}`,
  total: "Total",
  due: "Left to pay",
  change: "Change",
  even: "Nothing left to pay",
  given: "Received",
  takeOff: (mode, amount) => `Remove ${mode} ${amount}`,
  exact: "Exact",
  entry: "Amount typed",
  modes: "Payment methods",
  byCode: "Voucher, gift card",
  notes: "Cash received",
  submit: "Take payment",
  submitChange: (change) => `Take payment · change ${change}`,
  submitCash: (amount) => `Take ${amount} in cash`,
  add: (amount) => `Add ${amount} in cash`,
  free: "Confirm the ticket at €0",
  sure: (change) => `${change} of change? If that is right, confirm once more.`,
  tooMuch: "Only cash may exceed what is left to pay.",
  overTaken: "Taken too much",
  over: (money) => `${money} too much was taken other than in cash: remove a payment, with a reason, then take the rest.`,
  offline: "Offline: no payment",
  giveBack: "Return to queue",
  cancelTicket: "Cancel the ticket",
  stale: "The ticket has changed: this is what it is now. Check with the customer, then take the payment.",
  discount: "Discount on the ticket",
  sending: "Taking payment…",
};

export const certain: typeof French.certain = {
  encaisser: (amount) => `Payment of ${amount}`,
  rembourser: (amount) => `Refund of ${amount}`,
  mouvement: (amount) => `Cash move of ${amount}`,
  ouvrir: "Opening the till",
  fermer: "Closing the till",
  lost: "The server’s answer did not arrive",
  lostBody: "It is asked for again and again under the same number: nothing is taken twice. Do not start over.",
  again: "Ask now",
};

export const paid: typeof French.paid = {
  title: "Paid",
  already: "This ticket had been paid before. Here is its receipt: nothing was taken a second time.",
  refunded: "Refunded",
  change: "Change",
  refund: "Give to the customer",
  noChange: "No change",
  print: "Print the receipt",
  copy: "Print a duplicate",
  unprinted: "Nothing came out",
  next: "Next ticket",
  width: "Paper",
  preview: "Receipt",
};
