/** The words of ringing up, in English. */
import type * as French from "./direct_fr.ts";

export const direct: typeof French.direct = {
  display: "Customer display",
  title: "Direct sale",
  empty: "Tap a product or scan an item.",
  clear: "Clear",
  pay: (total) => `Pay ${total}`,
  back: (total) => `Give back ${total}`,
  payEmpty: "Pay",
  park: "Park",
  parked: (recall) => `Ticket parked: no. ${recall}`,
  full: "This ticket is full.",
  multiplier: (quantity) => `Quantity ${quantity} × for the next item`,
  discount: "Discount",
  discountLine: (label) => `Discount on ${label}`,
  discountTicket: "Discount on the ticket",
  discountOf: (amount) => `Discount ${amount}`,
  remove: (label) => `Remove ${label}`,
  less: (label) => `One less: ${label}`,
  change: (label, quantity) => `Quantity of ${label}: ${quantity}. Change`,
  more: (label) => `One more: ${label}`,
  offline: "Offline: the ticket is kept here, payment waits for the server.",
};
