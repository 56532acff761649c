/** The words of the till's card terminal, in English. */
import type { card as french } from "./card_fr.ts";

export const card: typeof french = {
  pays: (amount) => `Card: ${amount}`,
  goesBack: (amount) => `Back to the card: ${amount}`,
  atTerminal: "The customer follows the terminal. Its answer comes here by itself.",
  hide: "Hide",
  underWay: (amount) => `${amount} at the card terminal…`,
  show: "Show",
  partial: (accepted, asked) => `The card paid ${accepted} of ${asked} only. The rest is paid by other means.`,
  goOn: "Go on",
  again: "Ask the terminal again",
  beside: "Card without this terminal",
  check: "To be checked at the terminal",
  look:
    "Money may have been debited. Wait until the terminal is done, look at its screen or its slip, then say how it ended. Nothing is asked again before.",
  lookBack:
    "The card may have been credited. Wait until the terminal is done, look at its screen or its slip, then say how it ended.",
  amount: "Amount debited",
  wrong: "An amount in euros, no more than was asked for.",
  paid: (amount) => `Paid at the terminal: ${amount}`,
  notPaid: "Nothing was debited",
  back: (amount) => `Back on the card: ${amount}`,
  notBack: "Nothing was given back",
  reverse: "Cancel at the terminal",
  credit: "Credit the card",
  byHand: "It went back at the terminal already",
  why: "Reason",
  reasons: ["The customer gives up", "The customer pays otherwise", "Wrong amount"],
  backHow:
    "This card was charged: its money goes back by the terminal. A payment of today is cancelled; else the card is credited.",
  waiting: (count) => count === 1 ? "A card payment waits for you" : `${count} card payments wait for you`,
  list: "Cards to be checked",
  loneCredit: "credited, without its refund: look the ticket up and finish it",
  kinds: { paiement: "Payment", credit: "Credit", annulation: "Cancellation" },
  settle: "Settle",
};
