/** Reads from the journal what a receiver missed. */
import { LIMITS } from "../../shared/limits.ts";
import type { ChangeAuthor } from "../../shared/protocol.ts";
import type { Commit } from "../database/jobs.ts";
import type { DatabaseService } from "../database/service.ts";

interface Missed extends ChangeAuthor {
  readonly seq: number;
  readonly at: string;
  /** JSON: what changed, without the rows themselves, as far as it would be listed. */
  readonly changes: string;
  readonly rows: number;
  readonly tables: string;
}

/** Keys only: a page of whole rows could be of any size. */
const PAGE = `
  SELECT seq, at, user_id, username, role, tables, json_array_length(content, '$.changes') AS rows,
    (SELECT json_group_array(json(entry)) FROM (
      SELECT json_object('table', value ->> 'table', 'op', value ->> 'op', 'key', json(value -> 'key')) AS entry
      FROM json_each(content, '$.changes') LIMIT ${LIMITS.changesListed})) AS changes
  FROM _journal WHERE seq > ? AND seq <= ? AND tables <> '' ORDER BY seq LIMIT ${LIMITS.replayPage}`;

export class Replay {
  constructor(readonly database: DatabaseService) {}

  /** How many messages for those who see `visible` came after `since`; counts no further than it must. */
  async count(since: number, visible: ReadonlySet<string>): Promise<number> {
    const sees = [...visible].map(() => "instr(',' || tables || ',', ?) > 0").join(" OR ");
    const [row] = await this.database.read<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM _journal WHERE seq > ? AND tables <> '' AND (${sees}) LIMIT ${
        LIMITS.replayMessages + 1
      })`,
      since,
      ...[...visible].map((table) => `,${table},`),
    );
    return row?.n ?? 0;
  }

  /** The next commits after `after` up to `upTo`, and up to where that reads. */
  async page(after: number, upTo: number): Promise<{ commits: Commit[]; cursor: number }> {
    const found = await this.database.read<Missed>(PAGE, after, upTo);
    const commits = found.map(({ seq, at, changes, rows, tables, user_id, username, role }) => ({
      seq,
      at,
      by: { user_id, username, role },
      changed: { json: changes, rows, tables: tables.split(",") },
    }));
    return { commits, cursor: found.length < LIMITS.replayPage ? upTo : found.at(-1)!.seq };
  }
}
