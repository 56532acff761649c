/** How a shop's link to head office stands, for whoever asks: the console, monitors, the command line. No secret is in it. */
import type { Bilingual } from "../../shared/errors.ts";
import { databaseTold } from "./address.ts";
import type { Link } from "./link_file.ts";
import type { Report } from "./report.ts";
import { sentenceOf } from "./trouble.ts";

export interface LinkStatus {
  /** The shop's key and name at head office, and where that is. */
  readonly shop: string;
  readonly name: string;
  readonly address: string;
  /** `stopped`: nobody sends, for no server runs here or the process that sends has ended. */
  readonly state: Report["state"] | "stopped";
  readonly problem: Bilingual | null;
  /** The last record that is there for certain, and how many are not; null while nobody knows. */
  readonly sent: number | null;
  readonly unsent: number | null;
  /** When records were last received there, RFC 3339. */
  readonly sent_at: string | null;
  /** Seconds since the first record was written that is not there; 0 where all are, null while nobody knows. */
  readonly lag_s: number | null;
}

/** `report` is what the process said last; null for none. */
export function statusOf(link: Link, report: Report | null, now: number): LinkStatus {
  const { shop, name } = link;
  const address = databaseTold(link);
  const unknown = { sent: null, unsent: null, sent_at: null, lag_s: null };
  if (report === null) return { shop, name, address, state: "stopped", problem: null, ...unknown };
  const { state, trouble, sent, head, sent_at, waiting_since } = report;
  return {
    shop,
    name,
    address,
    state,
    problem: trouble === null ? null : sentenceOf(trouble.code, trouble.told),
    ...sent === null ? unknown : {
      sent,
      unsent: head - sent,
      sent_at: sent_at === null ? null : new Date(sent_at).toISOString(),
      lag_s: waiting_since === null ? 0 : Math.max(0, Math.round((now - waiting_since) / 1000)),
    },
  };
}
