/** The words of the queue, and of what leads from it, in English. */
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
  noneToday: (recall) => `No ticket no. ${recall} of today is waiting. Is it this one?`,
  lines: (count) => count === 1 ? "1 line" : `${count} lines`,
  training: "Training",
  whyTraining: "Only a person in training can take it.",
  whyNotTraining: "You are in training: you take training tickets only.",
  notTraining: "Not training",
  inYourHand: "In your hands",
  heldBy: (name) => `In hand: ${name}`,
  holdOver: (name) => `Left by ${name}`,
  arrived: (recall, seller, total) => `New ticket no. ${recall}, ${seller}, ${total}`,
  ticket: (named, seller, total) => `Take ticket ${named}, ${seller}, ${total}`,
  now: "just now",
  minutes: (minutes) => `${minutes} min`,
  hours: (hours, minutes) => `${hours} h ${String(minutes).padStart(2, "0")}`,
};

export const actions: typeof French.actions = {
  direct: "Direct sale",
  directGoOn: (total) => `Direct sale · ${total}`,
  lookup: "Paid ticket",
  moves: "Cash in, out",
  accounts: "Customer accounts",
  x: "X report",
  count: "Close the till",
  till: (name) => `Till ${name} open`,
};
