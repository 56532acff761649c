import type { HeadOfficeWords } from "./head_office_fr.ts";

/** The words about head office, in English. */
export const headOffice: HeadOfficeWords = {
  title: "Head office",
  lead:
    "A chain of shops sends what it sells to the database of its head office, and the tills feel nothing of it. Choose here the file that head office gave you.",
  file: "Head office’s file",
  join: "Choose the file",
  joining: "Head office is being called…",
  leave: "Leave head office",
  leaveTitle: "Leave head office?",
  leaveBody: "Nothing is sent to it any more. What it has it keeps. To come back you will need another file.",
  shop: "Name at head office",
  address: "Database",
  sent: "Received up to record",
  unsent: "Still to send",
  sentAt: "Received last",
  lag: "Behind",
  never: "not yet since the start",
  noLag: "not at all",
  published: "What head office has published",
  kinds: {
    articles: "Articles",
    prices: "Prices",
    people: "Team",
    settings: "Settings",
    message: "Message",
    rules: "Rules",
  },
  outcomes: { prevue: "Planned", appliquee: "Applied", refusee: "Refused", abandonnee: "Given up" },
  from: (when) => `from ${when} on`,
  changed: (added, changed) => `added: ${added}, changed: ${changed}`,
  kept: (count) => count === 1 ? "1 value of this shop kept" : `${count} values of this shop kept`,
  price: (label, before, after) => `${label}: ${before === null ? "" : `${before} → `}${after}`,
  states: {
    stopped: "Stopped",
    connecting: "Being called",
    sending: "Sending",
    current: "Up to date",
    waiting: "Waiting",
    refused: "Stopped",
  },
};
