/** What SQLite reports of a statement while it is prepared. */

export interface Report {
  readonly writes: { action: number; table: string; column: string | null }[];
  readonly functions: Set<string>;
  readonly strangers: Set<string>;
  readonly reads: Set<string>;
  /** Tables of which it reads a personal field. */
  readonly persons: Set<string>;
  unknown: number | null;
  any: boolean;
}

export function newReport(): Report {
  return {
    writes: [],
    functions: new Set(),
    strangers: new Set(),
    reads: new Set(),
    persons: new Set(),
    unknown: null,
    any: false,
  };
}
