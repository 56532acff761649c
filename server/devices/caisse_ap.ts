/**
 * Caisse-AP over IP, formerly Concert V3: what a till and a card terminal say to each other. ASCII fields of two letters, three
 * digits of length and a value; `CZ` begins a message, which has no frame and no end mark.
 */
import { LIMITS } from "../../shared/limits.ts";
import type { CardOutcome, CardRefusal, CardRequest } from "./card_outcome.ts";

export type Field = readonly [tag: string, value: string];

/** Who asks: the till's identifier of twelve digits, and its number of two. */
export interface CardTill {
  readonly identifier: string;
  readonly number: string;
}

const VERSION: Field = ["CZ", "0300"];
const EURO: Field = ["CE", "978"];
/** The answer comes when all is over, not when it begins. */
const ANSWER_AT_THE_END: Field = ["BA", "0"];
const ACTIONS = { pay: "0", credit: "1", reverse: "2" } as const;

export function encode(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const text = fields.map(([tag, value]) => `${tag}${String(value.length).padStart(3, "0")}${value}`).join("");
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** `CZ0040300CJ012…CB003340CD0010…` for a payment of 3,40 €. */
export function requestBytes(till: CardTill, { action, cents }: CardRequest): Uint8Array<ArrayBuffer> {
  return encode([
    ...callOf(till),
    // At least two digits.
    ["CB", String(cents).padStart(2, "0")],
    ["CD", ACTIONS[action]],
    EURO,
    ANSWER_AT_THE_END,
  ]);
}

/** A message without an amount and without an action: no terminal can take money by it, and one of this kind says that it is incomplete. */
export function trialBytes(till: CardTill): Uint8Array<ArrayBuffer> {
  return encode(callOf(till));
}

function callOf({ identifier, number }: CardTill): Field[] {
  return [VERSION, ["CJ", identifier], ["CA", number]];
}

/** What was heard so far, taken apart as far as it goes. */
export interface Heard {
  readonly messages: readonly ReadonlyMap<string, string>[];
  /** What follows the last whole field: nothing, the beginning of one, or what is none. */
  readonly rest: "nothing" | "broken" | "junk";
}

/** `text`: a letter for each byte. */
export function decode(text: string): Heard {
  const messages: Map<string, string>[] = [];
  for (let at = 0; at < text.length;) {
    const tag = text.slice(at, at + 2);
    const length = text.slice(at + 2, at + 5);
    // A letter that cannot become a field is junk however short it is.
    if (!/^[A-Z]{1,2}$/.test(tag) || !/^\d{0,3}$/.test(length)) return { messages, rest: "junk" };
    const end = at + 5 + Number(length);
    if (length.length < 3 || end > text.length) return { messages, rest: "broken" };
    if (tag === "CZ" || messages.length === 0) messages.push(new Map());
    const message = messages.at(-1)!;
    if (message.has(tag)) {
      // What says a thing twice is believed in neither.
      message.clear();
      return { messages, rest: "junk" };
    }
    message.set(tag, text.slice(at + 5, end));
    at = end;
  }
  return { messages, rest: "nothing" };
}

/** Whether what was heard so far is an answer: `whole`, nothing is missing from it, `broken`, it is begun; null for none yet. Junk is whole: nothing can be read after it. */
export function stageOf({ action }: CardRequest, { messages, rest }: Heard): "whole" | "broken" | null {
  const final = messages.find(isFinal);
  if (final === undefined) return rest === "junk" ? "whole" : null;
  const isTold = final.get("AE") === NOT_DONE || action === "reverse" || final.has("CB");
  return rest === "junk" || (rest === "nothing" && isTold) ? "whole" : "broken";
}

/** How it ended, by all that was ever heard; `missing` says why there is no more of it. Money is believed where it is told whole, never otherwise. */
export function outcomeOf(request: CardRequest, { messages, rest }: Heard, missing: "cut" | "silent"): CardOutcome {
  const finals = messages.filter(isFinal);
  const [final] = finals;
  if (final === undefined) return { state: "unknown", reason: rest === "junk" ? "junk" : missing };
  // One that says both, or answers what was not asked, is not to be believed in either.
  if (finals.some((other) => other.get("AE") !== final.get("AE")) || !answers(request, final)) {
    return { state: "unknown", reason: "junk" };
  }
  if (final.get("AE") === NOT_DONE) return { state: "refused", reason: REFUSALS[final.get("AF") ?? ""] ?? "other" };
  const cents = centsOf(request, final);
  if (cents === null) return { state: "unknown", reason: final.has("CB") ? "amount" : missing };
  return {
    state: "accepted",
    cents,
    authorisation: /^[0-9A-Za-z]{1,12}$/.exec(final.get("AC")?.trim() ?? "")?.[0] ?? null,
    lastDigits: /(\d{4})\D*$/.exec(final.get("AA") ?? "")?.[1] ?? null,
    isMealCard: MEAL_CARDS.includes(final.get("CC") ?? ""),
  };
}

const [DONE, NOT_DONE] = ["10", "01"];
/** `11`, taken on, is none: whether it was done is still to come. */
function isFinal(message: ReadonlyMap<string, string>): boolean {
  const word = message.get("AE");
  return word === DONE || word === NOT_DONE;
}

function answers({ action }: CardRequest, message: ReadonlyMap<string, string>): boolean {
  return (message.get("CD") ?? ACTIONS[action]) === ACTIONS[action] && (message.get("CE") ?? EURO[1]) === EURO[1];
}

/** Of a payment no more than was asked for; what goes back goes back whole. null where it says otherwise, or nothing. */
function centsOf({ action, cents }: CardRequest, message: ReadonlyMap<string, string>): number | null {
  const told = message.get("CB");
  if (told === undefined) return action === "reverse" ? cents : null;
  const accepted = /^\d{1,12}$/.test(told) ? Number(told) : 0;
  return accepted === cents || (action === "pay" && accepted > 0 && accepted < cents) ? accepted : null;
}

const REFUSALS: Readonly<Record<string, CardRefusal>> = {
  "04": "refused",
  "05": "forbidden",
  "06": "abandoned",
  "07": "unfinished",
  "08": "timed_out",
  "09": "format",
  "11": "abandoned",
};
const MEAL_CARDS = ["00E", "10E"];

/** Whether what a terminal said when it was tried out is of this kind at all. */
export function isAnswer({ messages }: Heard): boolean {
  return messages.some((message) => message.has("AE"));
}

export const isTooLong = (text: string): boolean => text.length > LIMITS.cardAnswerBytes;
