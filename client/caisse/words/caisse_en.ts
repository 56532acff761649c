/** The words of the cashier's screens, in English. */
import type { CaisseWords } from "./words.ts";
import { direct } from "./direct_en.ts";
import { opening } from "./opening_en.ts";
import { paid, pay } from "./payment_en.ts";
import { actions, queue } from "./queue_en.ts";

export const words: CaisseWords = {
  caisse: {
    loading: "Opening the till…",
    loadingFailed: "The till could not be read. Trying again…",
    back: "Back",
    keysTitle: "Keys of the till",
    keysHint: "Keys",
    amount: "Amount",
    erase: "Erase the last digit",
    decimal: "Decimal point",
    decimalMark: ".",
    euros: (typed) => `€${typed.replace(",", ".")}`,
    cents: (value) => `${value}c`,
    percentage: (typed) => `${typed.replace(",", ".")}%`,
    modes: {
      especes: "Cash",
      carte: "Card",
      cheque: "Cheque",
      titre_restaurant: "Meal voucher",
      autre: "Other",
      avoir: "Voucher",
      carte_cadeau: "Gift card",
      bon: "Other shop’s",
      compte: "Customer account",
    },
    /** Of screens whose other words come with them. */
    titles: {
      lookup: "Paid ticket",
      x: "X report",
      moves: "Cash and drawer",
      accounts: "Customer accounts",
      count: "Count the drawer",
    },
    opening,
    queue,
    actions,
    direct,
    pay,
    paid,
  },
};
