/**
 * What this shop has taken of head office's publications, held against what stands there: one is known by its number and the moment
 * of its publishing. Where the last one is not there any more, head office's database was put back to an earlier state, and gives
 * the numbers behind it out again.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Asking } from "./connection.ts";
import { momentOf } from "./told_values.ts";

export interface Taken {
  /** 0 for none yet. */
  readonly publication: number;
  /** RFC 3339. */
  readonly publiee_le: string;
}

/** A line of the process that speaks to head office: the last one that the shop took is there no more. */
export interface PutBackLine extends Taken {
  readonly type: "put_back";
  readonly siege: string;
  /** The last one that both have; 0 for none. */
  readonly common: number;
}

/** Publications that are compared at once. */
const PAGE = 500;
const NONE: Taken = { publication: 0, publiee_le: "" };

export class TakenBook {
  readonly #last: StatementSync;
  readonly #moment: StatementSync;

  /** `db` can only read. */
  constructor(db: DatabaseSync) {
    this.#last = db.prepare("SELECT publication, publiee_le FROM publications WHERE siege = ? ORDER BY publication DESC LIMIT 1");
    this.#moment = db.prepare("SELECT publiee_le FROM publications WHERE siege = ? AND publication = ?");
  }

  last(siege: string): Taken {
    return (this.#last.get(siege) as unknown as Taken | undefined) ?? NONE;
  }

  /** The number of the last one below another that stands there as this shop took it. */
  async common(asking: Asking, siege: string, below: number): Promise<number> {
    for (let before = below;;) {
      const { rows } = await asking.ask<{ publication: string; at: number }>(
        `SELECT publication, extract(epoch FROM published_at)::float8 AS at FROM comptoir.publications
         WHERE publication < $1::bigint AND publication > 0 ORDER BY publication DESC LIMIT ${PAGE}`,
        [before],
      );
      const same = rows.find(({ publication, at }) => this.#publishedAt(siege, Number(publication)) === momentOf(at));
      if (same !== undefined) return Number(same.publication);
      if (rows.length < PAGE) return 0;
      before = Number(rows.at(-1)!.publication);
    }
  }

  #publishedAt(siege: string, publication: number): string | null {
    return (this.#moment.get(siege, publication) as { publiee_le: string } | undefined)?.publiee_le ?? null;
  }
}
