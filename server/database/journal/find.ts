/** Finds records of the journal in whatever parts it lies in, and none that must be walked for longer than others wait. */
import { AppError } from "../../../shared/errors.ts";
import type { JournalParts } from "./parts.ts";
import { planned, walksFar } from "./plan.ts";
import { findRecords, type FoundRecords, type JournalSearch } from "./search.ts";

/**
 * A page of what is asked for; null where it would have to walk far and `isBounded`. What stands in a file that is not there ends
 * the page in front of it, and the page after that one with an error: what is here is read all the same.
 */
export function findInParts(
  parts: JournalParts,
  asked: JournalSearch,
  longest: number,
  isBounded: boolean,
): FoundRecords | null {
  let page = { seqs: [] as readonly number[], more: false, bytes: 0 };
  for (const { part, search } of parts.of(asked)) {
    try {
      const { statements } = part;
      const plan = planned(statements, search);
      if (isBounded && walksFar(plan)) return null;
      page = findRecords(statements, plan, longest, page);
    } catch (error) {
      if (!(error instanceof AppError) || page.seqs.length === 0) throw error;
      return { seqs: page.seqs, more: true };
    }
    if (page.more) break;
  }
  return { seqs: page.seqs, more: page.more };
}
