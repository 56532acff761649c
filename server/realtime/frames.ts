/** The text of a `data_change`, in two halves around `prev`, which differs from receiver to receiver. */
import { LIMITS } from "../../shared/limits.ts";
import type { RowChange } from "../../shared/protocol.ts";
import type { Commit } from "../database/jobs.ts";

export interface FrameBody {
  readonly seq: number;
  readonly before: string;
  readonly after: string;
}

/** What a receiver that sees `visible` tables is told of a commit; null when that is nothing. */
export function dataChange(commit: Commit, visible: ReadonlySet<string>): FrameBody | null {
  const { changed } = commit;
  const tables = changed.tables.filter((table) => visible.has(table));
  if (tables.length === 0) return null;
  const before = `{"type":"data_change","seq":${commit.seq},"prev":`;
  const head = `,"at":${JSON.stringify(commit.at)},"by":${JSON.stringify(commit.by)}`;
  if (changed.rows > LIMITS.changesListed) {
    return { seq: commit.seq, before, after: `${head},"changes":[],"truncated":true,"tables":${JSON.stringify(tables)}}` };
  }
  const changes = tables.length === changed.tables.length ? changed.json : onlyOf(changed.json, visible);
  return { seq: commit.seq, before, after: `${head},"changes":${changes}}` };
}

function onlyOf(json: string, visible: ReadonlySet<string>): string {
  return JSON.stringify((JSON.parse(json) as RowChange[]).filter((change) => visible.has(change.table)));
}
