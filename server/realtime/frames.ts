/** The text of a `data_change`, in two halves around `prev`, which differs from receiver to receiver. */
import { LIMITS } from "../../shared/limits.ts";
import type { Commit } from "../database/jobs.ts";

export interface FrameBody {
  readonly seq: number;
  readonly before: string;
  readonly after: string;
}

/** What a receiver that sees `visible` tables is told of a commit; null when that is nothing. */
export function dataChange(commit: Commit, visible: ReadonlySet<string>): FrameBody | null {
  const changes = commit.changes.filter((change) => visible.has(change.table));
  if (changes.length === 0) return null;
  const before = `{"type":"data_change","seq":${commit.seq},"prev":`;
  const head = `,"at":${JSON.stringify(commit.at)},"by":${JSON.stringify(commit.by)}`;
  if (changes.length <= LIMITS.changesListed) {
    return { seq: commit.seq, before, after: `${head},"changes":${JSON.stringify(changes)}}` };
  }
  const tables = [...new Set(changes.map((change) => change.table))];
  return { seq: commit.seq, before, after: `${head},"changes":[],"truncated":true,"tables":${JSON.stringify(tables)}}` };
}
