/** How far a piece of long work is. */

/** What it does now. */
export const STEPS = ["begins", "copies", "looks", "walks", "signatures", "drops"] as const;

export interface Progress {
  readonly step: (typeof STEPS)[number];
  /** Pages or records, as the step has them. */
  readonly done: number;
  /** null where nobody can tell before it is over. */
  readonly total: number | null;
}

export type Hear = (progress: Progress) => void;

/** The same, told no more than so often in a step. */
export function seldom(hear: Hear, everyMs: number): Hear {
  let last: Progress | null = null;
  let told = 0;
  return (progress) => {
    if (progress.step === last?.step && performance.now() - told < everyMs) return;
    last = progress;
    told = performance.now();
    hear(progress);
  };
}
