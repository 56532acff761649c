/** The words of what happens to a ticket in hand, and of the reasons that are asked for, in English. */
import type * as French from "./asking_fr.ts";

export const loss: typeof French.loss = {
  taken: (number) => `${number} was taken at another till.`,
  takenBy: (number, by) => `${by} has taken ${number}.`,
  payee: (number) => `${number} was paid elsewhere.`,
  annulee: (number) => `${number} was cancelled.`,
  back: (number) => `${number} went back to the queue.`,
  ticket: (recall) => recall === null ? "the ticket" : `ticket no. ${recall}`,
  take: "The ticket could not be taken.",
  payment: "The payment was not accepted: no money was taken.",
  add: "The article was not added.",
  change: "The ticket was not changed.",
  drawer: "The drawer was left open: shut it.",
  charged: "A payment that was made already (card, cheque, voucher) is on this ticket: take it off first, on the payment screen.",
  tender: "A payment that was made already could not be kept with its ticket.",
  understood: "OK",
};

export const paying: typeof French.paying = {
  rates: (changes) => `VAT changed since it was added, the price stays: ${changes}`,
};

export const strays: typeof French.strays = {
  told: (articles) => `Not added: ${articles}`,
  add: "Add to the ticket",
  direct: "Direct sale",
  keep: "Keep for a direct sale",
};

export const correct: typeof French.correct = {
  open: "Correct the payment",
  title: (number) => `Correct the payment of ${number}`,
  body: "The receipt stays as it is; the correction is recorded beside it, and counts at the till and in the closing.",
  from: "Taken as",
  to: "It was",
  needed: "Choose both means of payment and a reason.",
  submit: "Correct",
};

export const reasons: typeof French.reasons = {
  label: "Reason",
  other: "Another reason",
  needed: "Choose or write a reason.",
  giveBack: {
    title: "Return the ticket to the queue",
    submit: "Return",
    choices: ["The customer is still shopping", "The customer went to get money", "Wrong ticket"],
  },
  cancel: {
    title: "Cancel the ticket",
    body: "The ticket leaves the queue. The cancellation stays on record.",
    submit: "Cancel the ticket",
    choices: ["The customer left", "Typing error", "Ticket entered twice"],
  },
  takeOff: {
    title: (title) => title,
    body:
      "This payment was made already: cancel it on the terminal, or give it back to the customer. The reason stays on record.",
    submit: "Remove",
    choices: ["Typing error", "Refused by the terminal", "The customer pays otherwise"],
  },
  break: {
    title: (name) => `Take the ticket over from ${name}`,
    body: (name) => `${name} has this ticket in hand and will be told. The reason stays on record.`,
    submit: "Take over",
    choices: ["Till out of order", "Colleague away", "The customer changed tills"],
  },
  openDrawer: {
    title: "Open the drawer without a sale",
    body: "The opening is recorded, with its reason.",
    submit: "Record",
    choices: ["Giving change", "Checking the drawer", "A roll of coins"],
  },
  cancelSettlement: {
    title: "Cancel the settlement",
    body: "What the customer owes is as it was before. The settlement and its cancellation stay on record.",
    submit: "Cancel the settlement",
    choices: ["Typing error", "Wrong customer", "The customer pays otherwise"],
  },
  correct: ["A card typed as cash", "Cash typed as a card", "Wrong key"],
  refund: ["Not suitable", "Faulty item", "Till error"],
};

export const certain: typeof French.certain = {
  encaisser: (amount) => `Payment of ${amount}`,
  rembourser: (amount) => `Refund of ${amount}`,
  mouvement: (amount) => `Cash move of ${amount}`,
  regler: (amount) => `Settlement of ${amount}`,
  ouvrir: "Opening the till",
  fermer: "Closing the till",
  relever: "Taking the till over",
  lost: "The server’s answer did not arrive",
  lostBody: "It is asked for again and again under the same number: nothing is taken twice. Do not start over.",
  again: "Ask now",
};
