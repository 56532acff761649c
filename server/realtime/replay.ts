/** Reads from the journal what a receiver missed. */
import { LIMITS } from "../../shared/limits.ts";
import type { ChangeAuthor } from "../../shared/protocol.ts";
import type { Commit } from "../database/jobs.ts";
import { SEALED_THROUGH } from "../database/journal/seals.ts";
import type { DatabaseService } from "../database/service.ts";

interface Missed extends ChangeAuthor {
  readonly seq: number;
  readonly at: string;
  /** JSON: what changed, without the rows themselves, as far as it would be listed. */
  readonly changes: string;
  readonly rows: number;
  readonly tables: string;
}

/**
 * Keys only, and of a long record what was kept beside it: a record may be of any size. As many as are told in a few
 * frames' bytes, at least one.
 */
const PAGE = `
  WITH sized AS (
    SELECT j.seq, row_number() OVER told AS nth,
      sum(coalesce(octet_length(f.changes), j.bytes)) OVER told AS bytes
    FROM (SELECT seq, octet_length(content) AS bytes FROM _journal WHERE seq > ? AND seq <= ? AND tables <> '' ORDER BY seq LIMIT ${LIMITS.replayPage}) j
    LEFT JOIN _journal_frames f ON f.seq = j.seq
    WINDOW told AS (ORDER BY j.seq ROWS UNBOUNDED PRECEDING))
  SELECT j.seq, j.at, j.user_id, j.username, j.role, j.tables,
    coalesce(f.row_count, json_array_length(j.content, '$.changes')) AS rows,
    coalesce(f.changes, (SELECT json_group_array(json_object('table', value ->> 'table', 'op', value ->> 'op', 'key', json(value -> 'key')))
      FROM json_each(j.content, '$.changes'))) AS changes
  FROM sized CROSS JOIN _journal j ON j.seq = sized.seq LEFT JOIN _journal_frames f ON f.seq = j.seq
  WHERE sized.nth = 1 OR sized.bytes <= ${LIMITS.replayPageBytes} ORDER BY j.seq`;

export class Replay {
  constructor(readonly database: DatabaseService) {}

  /**
   * How many messages for those who see `visible` came after `since`; counts no further than it must, and stretch by
   * stretch: between two of them others are heard.
   */
  async count(since: number, head: number, visible: ReadonlySet<string>): Promise<number> {
    // What is years old is told to nobody any more.
    if (since < await this.sealedThrough()) return Infinity;
    const sees = [...visible].map(() => "instr(',' || tables || ',', ?) > 0").join(" OR ");
    const sql = `SELECT count(*) AS n FROM _journal WHERE seq > ? AND seq <= ? AND tables <> '' AND (${sees})`;
    const tables = [...visible].map((table) => `,${table},`);
    let count = 0;
    for (let after = since; after < head && count <= LIMITS.replayMessages; after += LIMITS.journalWalk) {
      const [row] = await this.database.readApart<{ n: number }>(
        sql,
        after,
        Math.min(after + LIMITS.journalWalk, head),
        ...tables,
      );
      count += row!.n;
    }
    return count;
  }

  /** The last record that is read from a sealed file: what follows it is told. */
  async sealedThrough(): Promise<number> {
    const [row] = await this.database.read<{ seq: number }>(SEALED_THROUGH);
    return row!.seq;
  }

  /** The next commits after `after` up to `upTo`, and up to where that reads. */
  async page(after: number, upTo: number): Promise<{ commits: Commit[]; cursor: number }> {
    const end = Math.min(after + LIMITS.journalWalk, upTo);
    const found = await this.database.readApart<Missed>(PAGE, after, end);
    const commits = found.map(({ seq, at, changes, rows, tables, user_id, username, role }) => ({
      seq,
      at,
      by: { user_id, username, role },
      changed: { json: changes, rows, tables: tables.split(",") },
    }));
    return { commits, cursor: found.at(-1)?.seq ?? end };
  }
}
