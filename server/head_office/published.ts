/**
 * What head office has published since this shop took something last, handed to the server line by line. How far the shop has come
 * is read in its own database, where it stands beside what it took: whatever was cut, lost or restored, nothing is left out. What
 * stands at head office anybody may have written who may write there, so that all of it is bounded here.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { Asking, Connection } from "./connection.ts";
import { LATEST_NUMBER } from "./publishing.ts";
import { bounded, momentOf } from "./told_values.ts";
import { type PutBackLine, type Taken, TakenBook } from "./taken_book.ts";
import { Trouble } from "./trouble.ts";

/** A line of the process that speaks to head office. */
export interface PublishedLine {
  readonly type: "published";
  /** Head office's own name, by which its numbers are told from another's. */
  readonly siege: string;
  readonly publication: number;
  /** The one that the shop has or is handed before it; 0 for none. */
  readonly after: number;
  readonly kind: string;
  /** null for one that is longer than any may be. */
  readonly content: string | null;
  readonly applies_from: string | null;
  /** RFC 3339. */
  readonly published_at: string;
}

/** What the server is to take, or to know. */
export type PublicationLine = PublishedLine | PutBackLine;

export class Published {
  readonly #taken: TakenBook;
  /** The one that told head office's name: behind another, the database may be another. */
  #connection: Asking | null = null;
  #siege = "";
  #asked = -Infinity;
  /** The last one that the server was handed, and when. */
  #handed = { publication: 0, at: -Infinity };

  /** `db` can only read. */
  constructor(db: DatabaseSync, readonly tell: (line: PublicationLine) => void) {
    this.#taken = new TakenBook(db);
  }

  /** Asked as often as one likes: head office is asked when it is time, and at once where the server has taken what it was handed. */
  async look(asking: Pick<Connection, "ask">): Promise<void> {
    const now = performance.now();
    if (asking !== this.#connection) await this.#meet(asking);
    const siege = this.#siege;
    const last = this.#taken.last(siege);
    const waits = last.publication < this.#handed.publication;
    // What was handed over and not taken for long is handed over once more: the server had no room for it then.
    if (waits ? now - this.#handed.at < LIMITS.headOfficeTakeMs : now - this.#asked < LIMITS.headOfficePublishedMs) return;
    this.#asked = now;
    const found = await this.#from(asking, last);
    if (found === null) {
      const common = await this.#taken.common(asking, siege, last.publication);
      this.tell({ type: "put_back", siege, ...last, common });
      this.#handed = { publication: 0, at: now };
      return;
    }
    if (found.length === 0) return;
    await this.#handOver(asking, last.publication, found.at(-1)!);
    this.#handed = { publication: found.at(-1)!, at: now };
    // There may be more.
    this.#asked = -Infinity;
  }

  async #meet(asking: Asking): Promise<void> {
    const siege = await officeOf(asking);
    if (siege !== this.#siege) this.#handed = { publication: 0, at: -Infinity };
    this.#siege = siege;
    this.#connection = asking;
  }

  /** Numbers of those that go over at once, one at least; null where the shop's last one is not what it was. */
  async #from(asking: Asking, { publication, publiee_le }: Taken): Promise<readonly number[] | null> {
    const { rows } = await asking.ask<{ publication: string; bytes: number; at: number }>(
      `SELECT publication, octet_length(content) AS bytes, extract(epoch FROM published_at)::float8 AS at FROM comptoir.publications
       WHERE publication >= $1::bigint AND publication > 0 AND publication < ${LATEST_NUMBER}
       ORDER BY publication LIMIT ${LIMITS.headOfficePublishedAtOnce + 1}`,
      [publication],
    );
    const known = publication > 0 ? rows[0] : undefined;
    if (publication > 0) {
      if (known === undefined || Number(known.publication) !== publication || momentOf(known.at) !== publiee_le) return null;
    }
    const following = known === undefined ? rows : rows.slice(1);
    let bytes = 0;
    return following.filter((row, at) => (bytes += Number(row.bytes)) <= LIMITS.publicationBytes || at === 0)
      .map((row) => Number(row.publication));
  }

  async #handOver(asking: Asking, after: number, until: number): Promise<void> {
    const { rows } = await asking.ask<Row>(
      `SELECT publication, ${bounded("kind")} AS kind, ${bounded("applies_from")} AS applies_from,
         CASE WHEN length(content) <= ${LIMITS.publicationBytes} THEN content END AS content,
         extract(epoch FROM published_at)::float8 AS at
       FROM comptoir.publications WHERE publication > $1::bigint AND publication <= $2::bigint ORDER BY publication`,
      [after, until],
    );
    let before = after;
    for (const { at, publication, ...row } of rows) {
      const number = Number(publication);
      const line = { siege: this.#siege, publication: number, after: before, ...row, published_at: momentOf(at) };
      this.tell({ type: "published", ...line });
      before = number;
    }
  }
}

interface Row {
  readonly publication: string;
  readonly kind: string;
  readonly content: string | null;
  readonly applies_from: string | null;
  readonly at: number;
}

async function officeOf(asking: Asking): Promise<string> {
  const { rows: [found] } = await asking.ask<{ office: string }>("SELECT office FROM comptoir.offices ORDER BY office LIMIT 1");
  if (found === undefined) throw new Trouble("not_initialised");
  return found.office;
}
