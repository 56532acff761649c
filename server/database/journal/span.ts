/**
 * Between which records the moments lie that are asked for. A record is never dated before the one in front of it, but for those
 * that tell of a clock which was put back: between two of these a moment is found by halving, however long the journal is.
 */
import type { StatementCache } from "../sql/statements.ts";
import type { JournalSearch } from "./search.ts";

/** Records from `first` on and before `end`, in the order of their time. */
interface Stretch {
  readonly first: number;
  readonly end: number;
}

const HEAD = "SELECT coalesce(max(seq), 0) AS head FROM _journal";

/** The same search with bounds as narrow as its moments are; its conditions on them stay. */
export function narrowed<S extends JournalSearch>(statements: StatementCache, search: S): S {
  const { from, to } = search;
  const { head } = statements.get(HEAD).get() as { head: number };
  let { after, before } = { ...search, before: Math.min(search.before, head + 1) };
  if (from !== null || to !== null) {
    const stretches = stretchesUpTo(statements, head);
    if (from !== null) {
      // A stretch that has none begins to have it at its end: that is where another begins, or the journal's end.
      after = Math.max(after, Math.min(...stretches.map((stretch) => firstSince(statements, stretch, from))) - 1);
    }
    if (to !== null) {
      const ends = stretches.map((stretch) => ({ stretch, end: firstSince(statements, stretch, to) }));
      before = Math.min(before, Math.max(0, ...ends.filter(({ stretch, end }) => end > stretch.first).map(({ end }) => end)));
    }
  }
  return { ...search, after, before };
}

/** The last record from `first` on that has none dated `moment` or later in front of it, nor is so itself; below `first` for none. */
export function lastBefore(statements: StatementCache, first: number, moment: string): number {
  const { head } = statements.get(HEAD).get() as { head: number };
  const found = stretchesUpTo(statements, head).filter(({ end }) => end > first).flatMap((stretch) => {
    const since = firstSince(statements, { ...stretch, first: Math.max(stretch.first, first) }, moment);
    return since < stretch.end ? [since] : [];
  });
  return Math.min(head + 1, ...found) - 1;
}

function stretchesUpTo(statements: StatementCache, head: number): readonly Stretch[] {
  const told = statements.get("SELECT seq FROM _journal WHERE kind = 'clock_put_back' AND kind <> 'write' ORDER BY seq").all();
  const firsts = [1, ...(told as unknown as { seq: number }[]).map(({ seq }) => seq)];
  return firsts.map((first, at) => ({ first, end: firsts[at + 1] ?? head + 1 }));
}

/** Where those of a stretch begin that are dated `moment` or later; its end when none is. A record that is missing is passed over. */
function firstSince(statements: StatementCache, { first, end }: Stretch, moment: string): number {
  const dated = statements.get("SELECT at FROM _journal WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT 1");
  let [low, high] = [first, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = dated.get(middle, end) as { at: string } | undefined;
    if (found !== undefined && found.at < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
