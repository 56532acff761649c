/** The words of a customer's account, in English. */
import type { account as accountFr } from "./account_fr.ts";

export const account: typeof accountFr = {
  title: "Customer account",
  owingOnly: "Still owe something",
  owes: (amount) => `owes ${amount}`,
  ceiling: "Ceiling (€)",
  ceilingHint: "How much this customer may owe. At 0 nothing more goes on the account.",
  ceilingWrong: "An amount is wanted, such as 150 or 150.00.",
  save: "Set the ceiling",
  statement: "Statement of account",
  made: "Made",
  owed: "Left to pay",
  moves: "Movements of the account",
  move: "Movement",
  amount: "Amount",
  after: "Balance",
  before: "Brought forward",
  receipt: "Receipt",
  copy: "Copy",
  copied: (n, number) => `Copy ${n} of ${number} printed, recorded.`,
  none: "No movement.",
  print: { "80": "Statement 80 mm", a4: "Statement A4" },
  kinds: { achat: "Purchase", retour: "Return", reglement: "Settlement", annulation: "Settlement cancelled" },
  means: { especes: "cash", carte: "card", cheque: "cheque", virement: "transfer", autre: "other means" },
};
