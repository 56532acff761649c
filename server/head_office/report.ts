/** What the process that sends tells of itself, a line of JSON each, to the server that started it. */
import type { AnsweredLine } from "./inquiry.ts";
import type { PublicationLine } from "./published.ts";
import type { TroubleCode } from "./trouble.ts";
import type { UsedLine } from "./voucher_uses.ts";

/** `waiting`: for head office to answer again. `refused`: until somebody has done something about it. */
export type SendingState = "connecting" | "sending" | "current" | "waiting" | "refused";

export interface Report {
  readonly type: "report";
  readonly state: SendingState;
  /** Why it waits or is refused. */
  readonly trouble: { readonly code: TroubleCode; readonly told: string } | null;
  /** The last record that head office has for certain, and the shop's last; null while that was never asked. */
  readonly sent: number | null;
  readonly head: number;
  /** When records were last received there, in milliseconds since 1970. */
  readonly sent_at: number | null;
  /** When the first record was written that is not there yet, likewise; null where none is, or nobody knows. */
  readonly waiting_since: number | null;
}

/** Head office has this shop's journal, or none: the shop is about to have a password of its own. */
export interface MetThere {
  readonly type: "met";
}

/** Whether the shop has a password now that only it knows. */
export interface Settled {
  readonly type: "settled";
  readonly changed: boolean;
}

export type Told = Report | MetThere | Settled | AnsweredLine | PublicationLine | UsedLine;

/** What the process is started with, as one line. A password is no argument: anybody may read those. */
export interface Order {
  readonly link: string;
  /** The password that the shop is to have instead of the file's; null where it has it. */
  readonly next: string | null;
}
