/** The words of an invoice that a company asks for, in English. */
import type { invoice as french } from "./invoice_fr.ts";

export const invoice: typeof french = {
  ask: "Invoice asked for…",
  of: "Invoice asked for",
  siren: "The company’s SIREN",
  hint: "The platform makes the invoice; the ticket stays as it is.",
  note: "Note it",
  none: "No invoice",
};
