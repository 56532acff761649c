/** One line of an import, and what became of it. */
import type { ImportColumn } from "../../../shared/import_columns.ts";
import type { Values } from "./trail.ts";

export type Cell = string | number | null;

/** What a line gives: an empty cell gives nothing, and takes nothing away. */
export type Given = Readonly<Partial<Record<ImportColumn, string | number>>>;

export interface Outcome {
  readonly action: "ajout" | "changement" | "inchange";
  /** What it was called before, or is called now. */
  readonly nom: string;
  readonly avant: Values;
  readonly apres: Values;
}

/** Takes lines one by one; null for one with faults, which it has told. */
export interface Taker {
  take(line: number, given: Given): Outcome | null;
}

export function givenOf(columns: readonly ImportColumn[], cells: readonly Cell[]): Given {
  const given: Partial<Record<ImportColumn, string | number>> = {};
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? null;
    const value = typeof cell === "string" ? bare(cell) : cell;
    if (value !== null && value !== "") given[column] = value;
  }
  return given;
}

/** Whether a row has what a line gives. Blanks around a text and the kind of its line ends are lost on the way through a file. */
export function isSame(known: Cell | undefined, given: Cell): boolean {
  return known === given || (typeof known === "string" && bare(known) === given);
}

export function bare(text: string): string {
  return text.replace(/\r\n?/g, "\n").trim();
}

/** Finds what a line is about among those of one name: the one that is left, or one that is as the line says already. */
export function oneOf<T extends { readonly id: number }>(
  all: readonly T[],
  taken: ReadonlyMap<number, number>,
  isAsGiven: (one: T) => boolean,
): T | "several" | { readonly line: number } | null {
  const left = all.filter(({ id }) => !taken.has(id));
  if (left.length === 1) return left[0]!;
  if (left.length > 1) return left.find(isAsGiven) ?? "several";
  return all.length === 0 ? null : { line: taken.get(all[0]!.id)! };
}
