/** The words of the drawer: its report, its count, in English. */
import type * as French from "./drawer_fr.ts";

export const x: typeof French.x = {
  till: "Till",
  cashier: "Cashier",
  since: "Opened",
  at: "As of",
  sales: "Sales",
  refunds: "Refunds",
  moves: (genre, total) =>
    genre === "ouverture"
      ? "Drawer opened without a sale"
      : `${moves.kinds[genre as keyof typeof moves.kinds]}, ${total < 0 ? "out" : "in"}`,
  settled: "Accounts settled",
  blind: "Amounts are shown after the count: you count without knowing them.",
  print: "Print",
};

export const moves: typeof French.moves = {
  title: "Cash and drawer",
  direction: "Direction",
  out: "Out",
  into: "In",
  kind: "For",
  kinds: { banque: "Bank", fournisseur: "Supplier", monnaie: "Change", autre: "Other" },
  reasonHint: "Evening deposit, the baker's bill…",
  missing: "Choose what for, and write a reason.",
  amount: "Type an amount",
  submitOut: (amount) => `Take out ${amount}`,
  submitInto: (amount) => `Put in ${amount}`,
  done: (amount, out) => out ? `${amount} taken out of the drawer, recorded.` : `${amount} put into the drawer, recorded.`,
  openDrawer: "Open the drawer without a sale",
  print: "Print the slip",
  opened: "The drawer's opening is recorded.",
};

export const openingCount: typeof French.openingCount = {
  title: (till) => `Open ${till}: count the float`,
  lead: "Count what is in the drawer. If it differs from the last count, the owner will know.",
  submit: (till, total) => `Open ${till} with ${total}`,
};

export const leftOpen: typeof French.leftOpen = {
  own: (till, since) => `Your till ${till} was left open since ${since}: count it first.`,
  of: (till, by, since) => `The till ${till} was left open (${by}, since ${since}). Take it over by counting it, or tell ${by}.`,
};

export const takingOver: typeof French.takingOver = {
  title: (till, by) => `Take ${till} over from ${by}: count the drawer`,
  lead: (by) => `Your count ends the session of ${by} and begins your own. Both names are kept.`,
  submit: (total) => `Take over with ${total}`,
};

export const count: typeof French.count = {
  lead: "Count blind, float included: the expected amount is shown afterwards.",
  notes: "Notes",
  coins: "Coins",
  piece: (value) => `Number of ${value}`,
  total: "Counted",
  note: "Remark",
  noteHint: "Optional: what explains a variance.",
  submit: "Close the till",
  waiting: (count) => count === 1 ? "1 ticket still waits in the queue." : `${count} tickets still wait in the queue.`,
  direct: "A direct sale is not finished.",
  tendered: (money) => `${money} that a customer has given is on a ticket that is not paid.`,
  sure: (total) => `Close with ${total} counted?`,
  sureBody: "The count is kept for good and cannot be corrected.",
  recount: "Count again",
};

export const counted: typeof French.counted = {
  title: (till) => `Till ${till} closed`,
  float: "Float",
  expected: "Expected",
  counted: "Counted",
  variance: "Variance",
  exact: "The count is right",
  over: (amount) => `${amount} too much in the drawer`,
  under: (amount) => `${amount} missing`,
  kept: "These figures are kept with the day.",
  done: "Done",
};

export const leave: typeof French.leave = {
  title: (money) => `Sign out with ${money} in hand?`,
  body: "A customer has given this already, and the ticket is not paid. It stays with the ticket.",
  tillTitle: (till) => `Sign out with the till ${till} open?`,
  tillBody: "The drawer is not counted: the till stays open in your name.",
  count: "Count first",
  stay: "Stay",
  leave: "Sign out",
};
