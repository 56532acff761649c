/** The cashier's screens, one at a time. */
export type Screen = "queue" | "direct" | "pay" | "paid" | "lookup" | "x" | "moves" | "accounts" | "count" | "counted";
