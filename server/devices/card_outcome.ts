/** What a card terminal is asked for, and how that ended. Money is integer cents. */

export interface CardRequest {
  /** `reverse` takes back a payment of today that is not settled with the bank yet; `credit` gives money to a card. */
  readonly action: "pay" | "credit" | "reverse";
  readonly cents: number;
}

/** Why a terminal took or gave nothing: it said so itself, or, `away`, was not there to be asked. */
export type CardRefusal = "away" | "refused" | "forbidden" | "abandoned" | "unfinished" | "timed_out" | "format" | "other";

// A type, not an interface, so that it is JSON.
export type CardAccepted = {
  readonly state: "accepted";
  /** What was really taken or given: of a payment it may be less than was asked for. */
  readonly cents: number;
  readonly authorisation: string | null;
  /** The last four digits of the card: nothing else of it is kept anywhere. */
  readonly lastDigits: string | null;
  /** It was a meal voucher card. */
  readonly isMealCard: boolean;
};

export type CardOutcome =
  | CardAccepted
  /** No money moved. */
  | { readonly state: "refused"; readonly reason: CardRefusal }
  /** Money may have moved, or not: the line was `cut`, nothing was said in time, it was `junk`, or of another `amount`. */
  | { readonly state: "unknown"; readonly reason: "cut" | "silent" | "junk" | "amount" };

/** What became of a terminal that was tried out: it understood, was there and said nothing, said something else, or was not there. */
export type TrialOutcome = "answers" | "mute" | "junk" | "away";
