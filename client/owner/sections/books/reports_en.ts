/** The words of the report of sales to consumers, in English. */
import type { reports as french } from "./reports_fr.ts";

export const reports: typeof french = {
  title: "Sales to consumers (e-reporting)",
  lead:
    "By day and rate, out of the Z: what the accredited platform sends to the tax office. Compulsory for small firms from 1 September 2027.",
  period: "Period",
  span: (from, until) => `${from} – ${until}`,
  due: "To be sent by",
  state: "State",
  states: { en_cours: "Going on", a_clore: "To be closed", prete: "Ready" },
  files: "Files",
  invoices: (count) => `Invoices asked for (${count})`,
  replacing: "Replacing XML",
  of: (file, span) => `${file}, ${span}`,
  change: "Scheme and platform",
  scheme: "VAT scheme",
  schemes: {
    reel_mensuel: "Normal, monthly",
    reel_trimestriel: "Normal, quarterly",
    simplifie: "Simplified",
    franchise: "Exempt by size (franchise)",
  },
  activity: "The shop mostly sells",
  activities: { biens: "goods", services: "services" },
  platformField: "Number of the accredited platform",
  platformHint: "Four characters, given by the platform. Without it, there is the CSV alone.",
  platform: (number) => `Platform ${number}`,
  noPlatform: "no platform given",
  save: "Save",
};
