/** The words of the queue, of what leads from it, and of how tickets leave it, in English. */
import type * as French from "./queue_fr.ts";

export const queue: typeof French.queue = {
  title: "Waiting tickets",
  count: (count) => count === 1 ? "1 ticket" : `${count} tickets`,
  empty: "No ticket is waiting",
  emptyBody: "Tickets that sellers send arrive here by themselves.",
  loading: "Loading tickets…",
  lost: "Connection lost: this list may be out of date.",
  recall: "Recall number",
  unknownSeller: "Unknown seller",
  take: "Take",
  number: (recall) => `no. ${recall}`,
  takeNumber: (recall) => `Take no. ${recall}`,
  noNumber: (recall) => `No ticket no. ${recall} is waiting.`,
  lines: (count) => count === 1 ? "1 line" : `${count} lines`,
  training: "Training",
  notTraining: "Not training",
  inYourHand: "In your hands",
  heldBy: (name) => `In hand: ${name}`,
  holdOver: (name) => `Left by ${name}`,
  arrived: (recall, seller, total) => `New ticket no. ${recall}, ${seller}, ${total}`,
  ticket: (recall, seller, total) => `Take ticket no. ${recall}, ${seller}, ${total}`,
  now: "just now",
  minutes: (minutes) => `${minutes} min`,
  hours: (hours, minutes) => `${hours} h ${String(minutes).padStart(2, "0")}`,
};

export const actions: typeof French.actions = {
  direct: "Direct sale",
  directGoOn: (total) => `Direct sale · ${total}`,
  lookup: "Paid ticket",
  x: "X report",
  count: "Close the till",
  till: (name) => `Till ${name} open`,
};

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
  understood: "OK",
};

export const strays: typeof French.strays = {
  told: (articles) => `Not added: ${articles}`,
  add: "Add to the ticket",
  direct: "Direct sale",
  keep: "Keep for a direct sale",
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
  break: {
    title: (name) => `Take the ticket over from ${name}`,
    body: (name) => `${name} has this ticket in hand and will be told. The reason stays on record.`,
    submit: "Take over",
    choices: ["Till out of order", "Colleague away", "The customer changed tills"],
  },
  refund: ["Not suitable", "Faulty item", "Till error"],
};
