/** The words of a receipt that goes to the customer's phone, in English. */
import type { phone as phoneFr } from "./phone_fr.ts";

export const phone: typeof phoneFr = {
  title: "The customer scans the receipt",
  lead: "With a phone on the shop’s Wi-Fi. The page stays open for 30 days.",
  failed: "The receipt could not be made available. Print it.",
};
