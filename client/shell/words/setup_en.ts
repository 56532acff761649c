/** The words of the first run, in English. */
import type { SetupWords } from "./setup_fr.ts";

export const setup: SetupWords = {
  title: "Welcome",
  lead: "Create the owner’s account. It manages the team, the catalogue and the settings, on this PC only.",
  name: "Your name",
  nameHint: "As the team will see it. Optional.",
  zone: "The shop’s time zone",
  zoneHint: (time) => `It is ${time} there: days, screens and receipts go by that time.`,
  submit: "Create the account",
  elsewhereTitle: "The shop is not open yet",
  elsewhereBody: "The owner’s account is created on the server PC. Open this address there in a browser:",
  elsewhereRetry: "Done, continue",
};
