/**
 * Publications that head office has no more, because its database was put back to an earlier state and gives their numbers out again.
 * What they did here stays, and what waits for its day is still taken; they are kept under another name of that head office, so that
 * each number is free for what it is there now.
 */
import type { Tx } from "../../database/application.ts";

/** Between head office's name and how often it was put back. */
const MARK = "~";

/** Head office's own name. */
export function officeIn(siege: string): string {
  return siege.split(MARK, 1)[0]!;
}

export function isSetAside(siege: string): boolean {
  return siege.includes(MARK);
}

/** In SQL, whether a publication stands at head office as far as is known. */
export const PRESENT = `instr(siege, '${MARK}') = 0`;

// A type, not an interface, so that it is JSON.
export type PutBack = {
  readonly siege: string;
  /** The last that was taken, and when it was published: where that is another by now, nothing is left to do. */
  readonly publication: number;
  readonly publiee_le: string;
  /** The last one that head office has as it was taken; 0 for none. */
  readonly commune: number;
};

/** Answers how many. */
export function setAside(tx: Tx, { siege, publication, publiee_le, commune }: PutBack): number {
  const last = tx.get(
    "SELECT publication, publiee_le FROM publications WHERE siege = ? ORDER BY publication DESC LIMIT 1",
    siege,
  );
  if (last === undefined || last["publication"] !== publication || last["publiee_le"] !== publiee_le) return 0;
  const { n } = tx.get("SELECT count(DISTINCT siege) AS n FROM publications WHERE siege LIKE ?", `${siege}${MARK}%`)!;
  const { changes } = tx.run(
    "UPDATE publications SET siege = ? WHERE siege = ? AND publication > ?",
    `${siege}${MARK}${Number(n) + 1}`,
    siege,
    commune,
  );
  tx.event("publications_ecartees", { siege, apres: commune, jusqu_a: publication, nombre: changes });
  return changes;
}
