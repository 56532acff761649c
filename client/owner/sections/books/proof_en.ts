/** The words of an archive that is verified in the page, in English. */
import type { proof as French } from "./proof_fr.ts";

export const proof: typeof French = {
  title: "Verify an archive",
  body: "Choose an archive’s ZIP: it is read here, in this browser, and sent nowhere.",
  file: "ZIP file of the archive",
  busy: "Verifying…",
  good: (period, records) => `The archive is whole: period ${period}, ${records} signed records.`,
  bad: "The archive was altered",
  ownKey: "Signed by this shop’s key.",
  strangeKey: (fingerprints) =>
    `Signed by a key that this shop does not know: ${fingerprints}. Compare it with a Z printed at the time.`,
  more: (count) => `And ${count} more defects.`,
};
