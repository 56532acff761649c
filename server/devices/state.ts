/** What a printer says of itself, as ESC/POS has it: a byte for each question, told from other bytes by four of its bits. */
import type { StateQuestion } from "./escpos.ts";
import type { Trouble } from "./outcome.ts";

export type StateAnswers = Readonly<Record<StateQuestion, number>>;

export function isStateAnswer(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/** The first that a person can mend; null when all is fine. */
export function troubleOf(answers: StateAnswers): Trouble | null {
  if ((answers[2] & 0x04) !== 0) return "cover";
  if ((answers[4] & 0x60) !== 0 || (answers[2] & 0x20) !== 0) return "paper";
  if ((answers[2] & 0x40) !== 0) return "error";
  return (answers[1] & 0x08) !== 0 ? "offline" : null;
}

/** Paper for a few more tickets. */
export function isPaperLow(answers: StateAnswers): boolean {
  return (answers[4] & 0x0c) !== 0;
}

/** Of the answer to the first question: its drawer's switch. */
export function drawerLevel(answer: number): 0 | 1 {
  return (answer & 0x04) === 0 ? 0 : 1;
}
