/** How many of the rows that a record changed are shown: the first of them, then more when they are asked for. */
import { useSignal } from "@preact/signals";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import type { JournalChange, JournalRecord } from "../../store/journal_records.ts";

/** Rows at first, and how many more at a time: one write may have changed fifty thousand. */
const [FIRST, MORE] = [50, 200] as const;

export interface ShownRows {
  readonly rows: readonly JournalChange[];
  readonly all: number;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly more: () => void;
}

/** `fetchWhole` is asked once, when more are wanted than the page of the journal has. */
export function useShownRows(record: JournalRecord, fetchWhole: (seq: number) => Promise<JournalRecord>): ShownRows {
  const whole = useSignal<readonly JournalChange[] | null>(null);
  const count = useSignal<number>(FIRST);
  const { busy, failure, run } = useSubmission();
  const { seq, changes, change_count = changes.length } = record;
  const known = whole.value ?? changes;
  const more = () =>
    run(() =>
      attempt(async () => {
        const wanted = Math.min(change_count, count.peek() + MORE);
        if (known.length < wanted) whole.value = (await fetchWhole(seq)).changes;
        count.value = wanted;
      })
    );
  return { rows: known.slice(0, count.value), all: change_count, busy, failure, more };
}
