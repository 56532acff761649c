/** The frames that tell of commits, made once for all who see the same tables. */
import { LIMITS } from "../../shared/limits.ts";
import type { RowChange } from "../../shared/protocol.ts";
import type { Commit } from "../database/jobs.ts";

/** A text around `prev`, which differs from receiver to receiver, though hardly ever: most were told of the same before. */
export class ChangeFrame {
  #prev = NaN;
  #text = "";

  /** `seq` is the last that it tells of. */
  constructor(readonly seq: number, readonly before: string, readonly after: string) {}

  get chars(): number {
    return this.before.length + this.after.length;
  }

  /** For one whose last `seq` this was. */
  textAfter(prev: number): string {
    if (prev !== this.#prev) {
      this.#prev = prev;
      this.#text = this.before + prev + this.after;
    }
    return this.#text;
  }
}

/** What those who see `visible` tables are told of the commits of one moment, or of one page of what they missed. */
export class Told {
  #each: readonly ChangeFrame[] | null = null;
  #together: readonly ChangeFrame[] | null = null;

  constructor(readonly commits: readonly Commit[], readonly visible: ReadonlySet<string>) {}

  /** Each in a frame of its own. */
  get each(): readonly ChangeFrame[] {
    return this.#each ??= this.commits.flatMap((commit) => dataChange(commit, this.visible) ?? []);
  }

  /** As many in one frame as there is room for. */
  get together(): readonly ChangeFrame[] {
    return this.#together ??= gathered(this.each);
  }
}

/** What a receiver that sees `visible` tables is told of a commit; null when that is nothing. */
export function dataChange(commit: Commit, visible: ReadonlySet<string>): ChangeFrame | null {
  const { changed } = commit;
  const tables = changed.tables.filter((table) => visible.has(table));
  if (tables.length === 0) return null;
  const before = `{"type":"data_change","seq":${commit.seq},"prev":`;
  const head = `,"at":${JSON.stringify(commit.at)},"by":${JSON.stringify(commit.by)}`;
  if (changed.rows > LIMITS.changesListed) {
    return new ChangeFrame(commit.seq, before, `${head},"changes":[],"truncated":true,"tables":${JSON.stringify(tables)}}`);
  }
  const changes = tables.length === changed.tables.length ? changed.json : onlyOf(changed.json, visible);
  return new ChangeFrame(commit.seq, before, `${head},"changes":${changes}}`);
}

function onlyOf(json: string, visible: ReadonlySet<string>): string {
  return JSON.stringify((JSON.parse(json) as RowChange[]).filter((change) => visible.has(change.table)));
}

/** The same in as few frames as hold them: one alone stays as it is. */
function gathered(frames: readonly ChangeFrame[]): ChangeFrame[] {
  const all: ChangeFrame[] = [];
  let group: ChangeFrame[] = [];
  let chars = 0;
  for (const frame of frames) {
    if (chars >= LIMITS.togetherChars) {
      all.push(joined(group));
      group = [];
      chars = 0;
    }
    group.push(frame);
    chars += frame.chars;
  }
  if (group.length > 0) all.push(joined(group));
  return all;
}

function joined(group: readonly ChangeFrame[]): ChangeFrame {
  const [first, ...others] = group;
  if (others.length === 0) return first!;
  let { seq } = first!;
  let after = first!.after;
  for (const frame of others) {
    after += `,${frame.textAfter(seq)}`;
    seq = frame.seq;
  }
  return new ChangeFrame(seq, `{"type":"data_changes","all":[${first!.before}`, `${after}]}`);
}
