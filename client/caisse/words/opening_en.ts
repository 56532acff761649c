/** The words of opening the till, in English. */
import type * as French from "./opening_fr.ts";

export const opening: typeof French.opening = {
  title: "Open the till",
  lead: "Count the float in the drawer, then open.",
  till: "Till",
  float: "Float",
  count: "Count piece by piece",
  takeOver: (till, by) => `Count ${till} and take it over from ${by}`,
  submit: (till, float) => `Open ${till} with ${float}`,
  here: "This device",
  elsewhere: "Another device",
  choose: "Choose a till",
  openBy: (name) => `Opened by ${name}`,
  codeTitle: "Bind this device",
  codeLead: "The owner reads out a 6-digit code on the server PC. The till will open on this device only.",
  codeFor: (till) => `${till} opens on another device only. To make it this one, ask the owner for a code.`,
  code: "6-digit code",
  haveCode: "I have a code",
  noCode: "Without a code",
  enrol: "Bind this device",
  enrolled: (till) => `This device is now the till ${till}.`,
  none: "No till has been named",
  noneBody: "The owner adds tills on the server PC.",
};
