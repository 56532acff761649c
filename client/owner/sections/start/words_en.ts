/** The words of the first steps, in English. */
import type { StartWords } from "./words.ts";

export const words: StartWords = {
  lead: "Five short steps. Each of them can wait: the overview reminds you of what is missing.",
  steps: { account: "Your account", shop: "Shop", people: "Team", articles: "Products", tills: "Tills" },
  stepsLabel: "Steps",
  back: "Back",
  later: "Later",
  go: "Continue",
  finish: "Finish",
  add: "Add",
  shop: {
    title: "What is your shop called?",
    body: "This stands on every receipt. All of it can be changed later under Shop.",
  },
  people: {
    title: "Who sells, who takes the money?",
    body: "Your account runs the shop. Taking money needs a cashier’s account: one of your own too, if you work alone.",
    single: "One machine only: the till is on this PC too",
    singleHint: "You will open the till in a second tab of this browser, with the account below.",
    singleByFlag: "Chosen when the program was started (--single-machine).",
    name: "Their name",
    password: "Their password",
    nameHint: "It stands on receipts.",
    here: (names) => `Here already: ${names}.`,
  },
  articles: {
    title: "What do you sell?",
    body: "One product is enough for a first sale.",
    here: (count) => count === 1 ? "1 product in the catalogue." : `${count} products in the catalogue.`,
    otherWays: "Other ways",
    file: "You have a file (CSV or spreadsheet)?",
    fileLink: "Import it",
    demo: "Just looking? A furnished demo shop starts beside this one, with a folder of its own:",
  },
  tills: {
    title: "Where is the money taken?",
    here: "On this PC",
    hereBody: (username) => `The till opens in a new tab; sign in as “${username}”.`,
    hereNobody: "A cashier’s account is still missing: go back to the Team step.",
    hereOpen: "Open the till on this PC",
    wall: "The page does not open on the tablet?",
    wallBody: (port) =>
      `This PC’s firewall probably blocks it: allow Comptoir (port ${port}, private network), and check that the tablet is on the same Wi-Fi.`,
    receipt: "Receipts are printed",
    receiptBody: "By the printer that the till’s browser knows, 80 or 58 mm wide, with no driver to install here.",
    receiptLink: "See what a receipt looks like",
  },
};
