/**
 * A scale on the counter that speaks Toledo 8217: a `W` asks it, and it answers `STX weight CR`, or `STX ? status CR` when it has
 * none. Frames and the bits of the status byte are as manuals of scales that speak it print them. From general knowledge, and seen
 * on no device: kilograms have three decimals and pounds two, `N` follows a net weight, a scale in motion answers its status
 * rather than wait, and the line is 9600 baud, 7 bits, even parity.
 */
import { LIMITS } from "../../shared/limits.ts";
import { type ScaleAddress, scaleAddress } from "./address.ts";
import { type Line, openLine } from "./line.ts";
import { serialLine } from "./serial_line.ts";
import type { NoWeight, Weighing } from "./weighing.ts";

const [STX, CR] = [0x02, 0x0d];
const ASK = "W".charCodeAt(0);
/** A box that hands bytes on may leave the parity in the eighth. */
const SEVEN_BITS = 0x7f;
/** Of an answer, its ends aside: more is none. */
const LONGEST = 16;

/** The first that applies is told: what moves is below its zero as well for a moment. */
const STATUS: readonly (readonly [bit: number, why: NoWeight])[] = [
  [0x02, "over"],
  [0x01, "moving"],
  [0x04, "under"],
  // Outside of where it looks for its zero.
  [0x08, "under"],
  // In the middle of its zero.
  [0x10, "empty"],
];

/** Asks until what lies there is at rest, for a while. Whoever is at the other end of `address` is never trusted with more. */
export async function weigh(address: string): Promise<Weighing> {
  const at = scaleAddress(address);
  const line = at === null ? null : await lineTo(at).catch(() => null);
  if (line === null) return { none: "away" };
  const begun = performance.now();
  try {
    for (;;) {
      const weighing = await askOnce(line);
      const isMoving = "none" in weighing && weighing.none === "moving";
      if (!isMoving || performance.now() - begun > LIMITS.scaleRestMs) return weighing;
    }
  } finally {
    line.close();
  }
}

function lineTo(at: ScaleAddress): Promise<Line> {
  return at.kind === "serial" ? serialLine(at.path) : openLine(at, LIMITS.scaleConnectMs);
}

/** What it said before it was asked is no answer: it is heard out and dropped. */
async function askOnce(line: Line): Promise<Weighing> {
  await line.read(() => false, LIMITS.scaleHushMs);
  const asked = await line.write(Uint8Array.of(ASK)).then(() => true, () => false);
  const answer = asked ? await answerOf(line) : null;
  return answer === null ? { none: "mute" } : weighingOf(answer);
}

/** Between STX and CR; null when it does not come whole, or never ends. */
async function answerOf(line: Line): Promise<readonly number[] | null> {
  const until = performance.now() + LIMITS.scaleAnswerMs;
  const next = (wanted: (byte: number) => boolean) => line.read(wanted, Math.max(0, until - performance.now()));
  if (await next((byte) => (byte & SEVEN_BITS) === STX) === null) return null;
  const answer: number[] = [];
  while (answer.length <= LONGEST) {
    const byte = await next(() => true);
    if (byte === null) return null;
    if ((byte & SEVEN_BITS) === CR) return answer;
    answer.push(byte & SEVEN_BITS);
  }
  return answer;
}

function weighingOf(answer: readonly number[]): Weighing {
  const text = String.fromCharCode(...answer);
  if (text.startsWith("?") && answer.length === 2) {
    return { none: STATUS.find(([bit]) => (answer[1]! & bit) !== 0)?.[1] ?? "unreadable" };
  }
  const weight = /^ *(\d{1,3})\.(\d{3})N?$/.exec(text);
  if (weight === null) return { none: "unreadable" };
  const grams = Number(weight[1]) * 1000 + Number(weight[2]);
  return grams === 0 ? { none: "empty" } : { grams };
}
