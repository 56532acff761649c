/** The words of archives, of the publisher's statement and of the check of all that is signed, in English. */
import type * as French from "./archives_fr.ts";

export const archives: typeof French.archives = {
  make: "Make an archive",
  makeLead:
    "The signed records of a period, its tables and its manifest in a ZIP file. It holds the page verifier.html as well: opened in a browser, even without Internet, it says whether the archive is intact.",
  period: "Period",
  groups: { jour: "Days", mois: "Months", annee: "Years" },
  noPeriod: "Nothing is closed so far: the archive of a period is made once it is.",
  download: "Download",
  preparing: "Preparing the archive…",
  done: (name) => `${name} is in your downloads.`,
  made: "Archives made",
  madeLead: "Each is a signed record; its manifest is to be compared with that of the file.",
  empty: "No archive so far",
  when: "Made on",
  by: "By",
  manifest: "Fingerprint of the manifest",
  loading: "Loading archives…",
};

export const attestation: typeof French.attestation = {
  title: "The publisher's attestation",
  lead:
    "The form in two parts, in French, filled with what Comptoir knows and not signed, and where the program meets each condition. It is signed by hand.",
  print: "Print, A4",
};

export const check: typeof French.check = {
  title: "Check of the books",
  lead: "Reads the whole journal and all signed records again: none may be missing, none may have changed. No till waits for it.",
  act: "Check now",
  busy: "Checking…",
  good: "The books are intact.",
  bad: "The books are not intact.",
  journal: (records) => `Journal: ${records} records, each follows the one before.`,
  journalBad: (seq) => `Journal: the first wrong record is no. ${seq}.`,
  fiscal: (records) => `Signed series: ${records} records, all signatures are right.`,
  fiscalBad: (record) => `Signed series: the first wrong record is ${record}.`,
  keys: "Keys that this check relied on: compare them with a Z printed at the time.",
  key: (records, from, to) => `${records} records, from ${from} to ${to}`,
  here: "the one of this PC",
};
