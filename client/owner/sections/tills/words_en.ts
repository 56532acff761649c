/** The words of one till, in English. */
import { https } from "./https_en.ts";
import { printers } from "./printers_en.ts";
import { scale } from "./scale_en.ts";
import { scanner } from "./scanner_en.ts";
import { terminals } from "./terminals_en.ts";
import type { TillMessages } from "./words.ts";

export const words: TillMessages = {
  https,
  printers,
  scale,
  scanner,
  terminals,
  label: "Label",
  labelHint: "What the devices show: “Counter”, “Terrace”…",
  save: "Save",
  saved: "Saved.",
  pins: "PINs",
  pinsOf: (name) => `PINs at the till ${name}`,
  pinsHint:
    "People who take turns there sign in by two touches, for a day after a cashier’s password. PINs are given in the team.",
  pinsUnbound: "First bind a device to this till: PINs open that one alone.",
  displays: {
    about: (path: string) =>
      `A screen that faces the customer: open ${path} at the server's address, in a second window of the till or on a tablet.`,
    invite: "Pair a tablet",
    title: (name: string) => `Customer display of ${name}`,
    lead: (path: string) => `On the tablet, open ${path} at the server's address and type this code.`,
    forget: "Forget the displays",
    forgetTitle: (name: string) => `Forget the displays of ${name}?`,
    forgetBody: "They show nothing any more. A tablet is paired again by a code, a window of the till by itself.",
    forgotten: (count: number) => count === 0 ? "No display was paired." : `Displays forgotten: ${count}.`,
  },
  drawer: {
    told: "Tell that the drawer was left open",
    toldOf: (name) => `Tell the till ${name} that the drawer was left open`,
    hint: "Before the next sale, if the printer knows. Shut the drawer, then switch it on: that is how its contact is learnt.",
    silent: "The printer did not answer.",
  },
  retire: "Take out of service",
  restore: "Put back into service",
  retireTitle: (name) => `Take the till ${name} out of service?`,
  retireBody: "It opens no more. Its tickets and numbers stay, and it can be put back into service.",
  close: "Close this till",
  closeLead: (by, since) =>
    `Opened by ${by}, ${since}. If it was forgotten, count its drawer and close it in their place: the variance is kept under your name.`,
  counted: "Cash counted",
  countedHint: "All of the drawer, the float included.",
  countedWrong: "An amount such as 152.30.",
  reason: "Reason",
  reasonHint: "Optional. Kept with the variance.",
  closed: (expected, counted, variance) => `Closed. Expected ${expected}, counted ${counted}, variance ${variance}.`,
};
