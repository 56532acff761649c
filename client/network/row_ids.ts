/** Rows by their ids: how some are asked for, and in which order they stand. */

export type RowId = string | number;

/** A condition on `column` and its parameters; none for all rows. Few different texts: the server keeps what it has judged. */
export function among(column: string, ids: readonly RowId[] | undefined): { readonly sql: string; readonly params: RowId[] } {
  if (ids === undefined) return { sql: "", params: [] };
  const params = [...ids];
  while (params.length & (params.length - 1)) params.push(ids[0]!);
  return { sql: ` AND ${column} IN (${params.map(() => "?").join()})`, params };
}

interface Dated {
  readonly id: RowId;
  /** RFC 3339, UTC. */
  readonly created: string;
}

export function newestFirst<T extends Dated>(rows: readonly T[]): T[] {
  const key = ({ created, id }: Dated) => `${created} ${id}`;
  return [...rows].sort((a, b) => key(a) < key(b) ? 1 : -1);
}
