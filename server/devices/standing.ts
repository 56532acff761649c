/** How a printer is, asked without printing anything. */
import { LIMITS } from "../../shared/limits.ts";
import { deviceAddress } from "./address.ts";
import { askState, STATE_QUESTIONS } from "./escpos.ts";
import { type Line, openLine } from "./line.ts";
import type { Trouble } from "./outcome.ts";
import { isPaperLow, isStateAnswer, type StateAnswers, troubleOf } from "./state.ts";

/** `away`: nobody was there. `low`: paper for a few more tickets. null: all is fine, or it is there and cannot say more. */
export type Standing = Trouble | "away" | "low" | null;

/** What must be known of a printer to ask it. */
export interface Reachable {
  /** As `deviceAddress` reads it. */
  readonly address: string;
  /** It says how it is when it is asked; of one that does not, only a cut line tells. */
  readonly answers: boolean;
}

export async function standingOf({ address, answers }: Reachable): Promise<Standing> {
  const line = await lineTo(address);
  if (line === null) return "away";
  try {
    if (!answers || !line.answers) return null;
    const told = await stateOf(line);
    if (told === null) return "mute";
    return troubleOf(told) ?? (isPaperLow(told) ? "low" : null);
  } finally {
    line.close();
  }
}

/** null when nobody is there. */
export async function lineTo(address: string): Promise<Line | null> {
  const at = deviceAddress(address);
  return at === null ? null : await openLine(at, LIMITS.printerConnectMs).catch(() => null);
}

/** null when it does not answer all of them. */
export async function stateOf(line: Line): Promise<StateAnswers | null> {
  const answers: Partial<Record<keyof StateAnswers, number>> = {};
  for (const question of STATE_QUESTIONS) {
    const asked = await line.write(Uint8Array.from(askState(question))).then(() => true, () => false);
    const byte = asked ? await line.read(isStateAnswer, LIMITS.printerAnswerMs) : null;
    if (byte === null) return null;
    answers[question] = byte;
  }
  return answers as StateAnswers;
}
