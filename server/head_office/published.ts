/**
 * What head office has published since this shop took something last, handed to the server line by line. How far the shop has come
 * is read in its own database, where it stands beside what it took: whatever was cut, lost or restored, nothing is left out.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { Asking } from "./connection.ts";
import { Trouble } from "./trouble.ts";

/** A line of the process that speaks to head office. */
export interface PublishedLine {
  readonly type: "published";
  /** Head office's own name, by which its numbers are told from another's. */
  readonly siege: string;
  readonly publication: number;
  readonly kind: string;
  readonly content: string;
  readonly applies_from: string | null;
  /** RFC 3339. */
  readonly published_at: string;
}

export class Published {
  readonly #position: StatementSync;
  #siege: string | null = null;
  #asked = -Infinity;
  /** The last one that the server was handed, and when. */
  #handed = { publication: 0, at: -Infinity };

  /** `db` can only read. */
  constructor(db: DatabaseSync, readonly tell: (line: PublishedLine) => void) {
    this.#position = db.prepare("SELECT coalesce(max(publication), 0) AS n FROM publications WHERE siege = ?");
  }

  /** Asked as often as one likes: head office is asked when it is time, and at once where the server has taken what it was handed. */
  async look(asking: Asking): Promise<void> {
    const now = performance.now();
    const siege = this.#siege ??= await officeOf(asking);
    const taken = Number((this.#position.get(siege) as { n: number }).n);
    const waits = taken < this.#handed.publication;
    // What was handed over and not taken for long is handed over once more: the server had no room for it then.
    if (waits ? now - this.#handed.at < LIMITS.headOfficeTakeMs : now - this.#asked < LIMITS.headOfficePublishedMs) return;
    this.#asked = now;
    const until = await this.#next(asking, taken);
    if (until === null) return;
    const { rows } = await asking.ask<Row>(
      `SELECT publication, kind, content, applies_from, extract(epoch FROM published_at)::float8 AS at
       FROM comptoir.publications WHERE publication > $1::bigint AND publication <= $2::bigint ORDER BY publication`,
      [taken, until],
    );
    for (const { at, publication, ...row } of rows) {
      const published_at = new Date(Number(at) * 1000).toISOString();
      this.tell({ type: "published", siege, publication: Number(publication), ...row, published_at });
    }
    this.#handed = { publication: until, at: now };
    // There may be more.
    this.#asked = -Infinity;
  }

  /** The last of those that go over at once: one at least, however long; null where there is none. */
  async #next(asking: Asking, taken: number): Promise<number | null> {
    const { rows } = await asking.ask<{ publication: string; bytes: number }>(
      `SELECT publication, octet_length(content) AS bytes FROM comptoir.publications
       WHERE publication > $1::bigint ORDER BY publication LIMIT ${LIMITS.headOfficePublishedAtOnce}`,
      [taken],
    );
    let bytes = 0;
    const some = rows.filter((row, at) => (bytes += Number(row.bytes)) <= LIMITS.publicationBytes || at === 0);
    return some.length === 0 ? null : Number(some.at(-1)!.publication);
  }
}

interface Row {
  readonly publication: string;
  readonly kind: string;
  readonly content: string;
  readonly applies_from: string | null;
  readonly at: number;
}

async function officeOf(asking: Asking): Promise<string> {
  const { rows: [found] } = await asking.ask<{ office: string }>("SELECT office FROM comptoir.offices ORDER BY office LIMIT 1");
  if (found === undefined) throw new Trouble("not_initialised");
  return found.office;
}
