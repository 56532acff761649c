/** How a printer is, asked without printing anything. */
import { LIMITS } from "../../shared/limits.ts";
import { deviceAddress } from "./address.ts";
import { askState, STATE_QUESTIONS, type StateQuestion } from "./escpos.ts";
import { type Line, openLine } from "./line.ts";
import type { Trouble } from "./outcome.ts";
import { drawerLevel, isPaperLow, isStateAnswer, type StateAnswers, troubleOf } from "./state.ts";

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

/** The level of the switch of the drawer on its cable; null where it does not tell. What it means differs per drawer. */
export async function drawerSwitch({ address, answers }: Reachable): Promise<0 | 1 | null> {
  const line = answers ? await lineTo(address) : null;
  if (line === null) return null;
  try {
    const byte = line.answers ? await answerTo(line, 1) : null;
    return byte === null ? null : drawerLevel(byte);
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
    const byte = await answerTo(line, question);
    if (byte === null) return null;
    answers[question] = byte;
  }
  return answers as StateAnswers;
}

async function answerTo(line: Line, question: StateQuestion): Promise<number | null> {
  const asked = await line.write(Uint8Array.from(askState(question))).then(() => true, () => false);
  return asked ? await line.read(isStateAnswer, LIMITS.printerAnswerMs) : null;
}
