/**
 * One job at one printer: asked how it is, told what to print, asked again. It ends in one of three ways, and nothing here sends
 * a job twice: what may have reached the paper and was not confirmed is unknown, and stays so until a person has looked.
 */
import { LIMITS } from "../../shared/limits.ts";
import type { PaperDocument } from "./document.ts";
import { jobBytes, type Paper } from "./layout.ts";
import type { Line } from "./line.ts";
import type { Outcome } from "./outcome.ts";
import { lineTo, type Reachable, stateOf } from "./standing.ts";
import { isPaperLow, troubleOf } from "./state.ts";

export type Printer = Paper & Reachable;

/**
 * `begin` is asked before the first byte of the document leaves: it keeps that from now on the job may be on paper. Where it
 * answers false the job is not wanted any more, and null comes back.
 */
export async function print(printer: Printer, document: PaperDocument, begin: () => Promise<boolean>): Promise<Outcome | null> {
  const line = await lineTo(printer.address);
  if (line === null) return { state: "refused", reason: "away" };
  try {
    const asks = printer.answers && line.answers;
    const before = asks ? await stateOf(line) : null;
    if (asks && before === null) return { state: "refused", reason: "mute" };
    const trouble = before === null ? null : troubleOf(before);
    if (trouble !== null) return { state: "refused", reason: trouble };
    if (!await begin()) return null;
    return await send(line, jobBytes(document, printer), asks);
  } finally {
    line.close();
  }
}

async function send(line: Line, bytes: Uint8Array, asks: boolean): Promise<Outcome> {
  const written = await within(LIMITS.printerJobMs, line.write(bytes).then(() => true, () => false));
  if (written !== true) return { state: "unknown", reason: "cut" };
  // Nothing more can be known of one that says nothing, but that its line broke before all of it came.
  if (!asks) {
    return await line.finish(LIMITS.printerAnswerMs)
      ? { state: "printed", paperLow: false }
      : { state: "unknown", reason: "cut" };
  }
  const after = await stateOf(line);
  if (after === null) return { state: "unknown", reason: "cut" };
  const trouble = troubleOf(after);
  return trouble === null ? { state: "printed", paperLow: isPaperLow(after) } : { state: "unknown", reason: trouble };
}

/** null when it is not done in time. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), ms));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
