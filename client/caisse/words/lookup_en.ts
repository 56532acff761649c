/** The words of paid tickets, in English. */
import type * as French from "./lookup_fr.ts";

export const lookup: typeof French.lookup = {
  lead: "The number printed on the receipt, for example C1-000123. For this till, 123 will do.",
  number: "Ticket number",
  find: "Find",
  none: (number) => `No paid ticket has the number ${number}.`,
  paidAt: (moment) => `Paid ${moment}`,
  isRefund: "This is a refund: it cannot be refunded.",
  all: "Refund all",
  nothing: "Refund nothing",
  gone: "Refunded already",
  left: (quantity) => `${quantity} left`,
  total: "To refund",
  by: "Given back in",
  code: "The owner’s code",
  submit: (amount) => `Refund ${amount}`,
  submitEmpty: "Choose what comes back",
  duplicate: "Duplicate",
  another: "Another ticket",
  pieces: (label) => `Quantity to refund: ${label}`,
  atMost: (quantity) => `${quantity} at most`,
  less: (label) => `One less: ${label}`,
  more: (label) => `One more: ${label}`,
  today: "Today at this till",
  noneYet: "No ticket was paid today.",
  refund: "Refund",
};
