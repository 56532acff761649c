/** What a script is asked for: what it cannot do it refuses with code 2, since a run that looks at nothing looks green. */

export function refuseUnless(holds: boolean, sentence: string): void {
  if (holds) return;
  console.error(sentence);
  Deno.exit(2);
}

/** A whole number of things, one at least. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

/** Minutes, which need not be whole. */
export function isTime(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

/** What random numbers begin with. */
export function isSeed(value: number): boolean {
  return Number.isSafeInteger(value);
}
