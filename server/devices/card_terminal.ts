/**
 * One conversation with a card terminal: a request, and an answer that is gathered until it is whole and quiet. Nothing here asks
 * twice: what was sent and not answered for sure is unknown, and stays so until a person has looked at the terminal.
 */
import { LIMITS } from "../../shared/limits.ts";
import { terminalAddress } from "./address.ts";
import { type CardTill, decode, isAnswer, isTooLong, outcomeOf, requestBytes, stageOf, trialBytes } from "./caisse_ap.ts";
import type { CardOutcome, CardRequest, TrialOutcome } from "./card_outcome.ts";
import { type Line, openLine } from "./line.ts";

export interface CardTerminal extends CardTill {
  /** An IPv4 address of a private network. */
  readonly host: string;
  readonly port: number;
}

/** Milliseconds. */
export interface Patience {
  readonly cardAnswerMs: number;
  readonly cardQuietMs: number;
  readonly cardBrokenMs: number;
}

/**
 * `begin` is asked before the first byte leaves: it keeps that from now on money may move. Where it answers false the request is
 * not wanted any more, and null comes back.
 */
export async function askTerminal(
  terminal: CardTerminal,
  request: CardRequest,
  begin: () => Promise<boolean>,
  patience: Patience = LIMITS,
): Promise<CardOutcome | null> {
  const line = await lineTo(terminal);
  if (line === null) return { state: "refused", reason: "away" };
  try {
    if (!await begin()) return null;
    if (!await line.write(requestBytes(terminal, request)).then(() => true, () => false)) {
      return { state: "unknown", reason: "cut" };
    }
    const silence = { whole: patience.cardQuietMs, broken: patience.cardBrokenMs };
    const text = await gather(line, patience.cardAnswerMs, (text) => {
      const stage = stageOf(request, decode(text));
      // The customer takes as long as they take: until then nothing is said, or that it is taken on.
      return stage === null ? Infinity : silence[stage];
    });
    return outcomeOf(request, decode(text), line.isCut ? "cut" : "silent");
  } finally {
    line.close();
  }
}

/** Whether something listens where it should be: not a byte is sent, so that nothing can begin there. */
export async function isThere(place: Pick<CardTerminal, "host" | "port">): Promise<boolean> {
  const line = await lineTo(place);
  line?.close();
  return line !== null;
}

/** Asks nothing of money. */
export async function tryTerminal(terminal: CardTerminal): Promise<TrialOutcome> {
  const line = await lineTo(terminal);
  if (line === null) return "away";
  try {
    if (!await line.write(trialBytes(terminal)).then(() => true, () => false)) return "mute";
    const text = await gather(line, LIMITS.cardTryMs, () => LIMITS.cardQuietMs);
    return isAnswer(decode(text)) ? "answers" : text === "" ? "mute" : "junk";
  } finally {
    line.close();
  }
}

function lineTo({ host, port }: Pick<CardTerminal, "host" | "port">): Promise<Line | null> {
  const at = terminalAddress(host, port);
  return at === null ? Promise.resolve(null) : openLine(at, LIMITS.cardConnectMs).catch(() => null);
}

/** All that is said until the line ends, `ms` are over, or it was silent for as long as `silence` says of what was heard by then. */
async function gather(line: Line, ms: number, silence: (text: string) => number): Promise<string> {
  const end = performance.now() + ms;
  let text = "";
  while (!isTooLong(text)) {
    const left = Math.min(end - performance.now(), text === "" ? Infinity : silence(text));
    const byte = left <= 0 ? null : await line.read(() => true, left);
    if (byte === null) break;
    text += String.fromCharCode(byte);
  }
  return text;
}
