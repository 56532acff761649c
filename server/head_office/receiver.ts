/**
 * A shop's rows at head office, and how far they have come. The position is moved in the transaction of the rows and from the
 * very place where whoever sends believed it: whatever was cut, lost or sent by another, each record is there once and in order.
 */
import type { JournalHead } from "../database/journal/journal.ts";
import type { Asking, Connection } from "./connection.ts";
import type { Batch } from "./journal_source.ts";
import { type Facts, projected } from "./projection.ts";
import { FACT_TABLES, type FactName, FISCAL, insert, JOURNAL } from "./tables.ts";
import { Trouble } from "./trouble.ts";

export interface Position extends JournalHead {
  /** 0 before the first; one more after each restore. */
  readonly epoch: number;
  /** The shop's own name of that epoch; null before the first. */
  readonly id: string | null;
}

/** A stretch of a shop's life; the records up to `base` are those of its parent. */
export interface Epoch {
  readonly epoch: number;
  readonly id: string;
  readonly base: number;
  /** Its last record at head office. */
  readonly seq: number;
}

/** Somebody else has moved the position meanwhile, or a transaction that was taken for lost has: where it stands is asked anew. */
export class Moved extends Trouble {
  constructor() {
    super("busy", "the position has moved");
  }
}

export class Receiver {
  constructor(readonly connection: Connection, readonly shop: string) {}

  async position(): Promise<Position> {
    const { rows: [found] } = await this.connection.ask<{ epoch: number; seq: string; hash: string; id: string | null }>(
      `SELECT p.epoch, p.seq, p.hash, e.id FROM comptoir.positions p
       LEFT JOIN comptoir.epochs e ON e.shop = p.shop AND e.epoch = p.epoch WHERE p.shop = $1`,
      [this.shop],
    );
    if (found === undefined) throw new Trouble("credential", "no position");
    return { ...found, epoch: Number(found.epoch), seq: Number(found.seq) };
  }

  /** The latest first. */
  async epochs(): Promise<readonly Epoch[]> {
    const { rows } = await this.connection.ask<{ epoch: number; id: string; base: string; seq: string }>(
      `SELECT e.epoch, e.id, e.base,
         coalesce((SELECT max(j.seq) FROM comptoir.journal j WHERE j.shop = e.shop AND j.epoch = e.epoch), e.base) AS seq
       FROM comptoir.epochs e WHERE e.shop = $1 ORDER BY e.epoch DESC`,
      [this.shop],
    );
    return rows.map(({ epoch, id, base, seq }) => ({ epoch: Number(epoch), id, base: Number(base), seq: Number(seq) }));
  }

  async hashAt(epoch: number, seq: number): Promise<string | null> {
    const { rows: [found] } = await this.connection.ask<{ hash: string }>(
      "SELECT hash FROM comptoir.journal WHERE shop = $1 AND epoch = $2 AND seq = $3",
      [this.shop, epoch, seq],
    );
    return found?.hash ?? null;
  }

  /** Begins the shop's next epoch behind a record of `parent`. Throws `Moved`. */
  async begin(from: Position, id: string, parent: number | null, base: JournalHead): Promise<Position> {
    const epoch = from.epoch + 1;
    await this.#moving(async (asking) => {
      const moved = move(asking, this.shop, from, { epoch, ...base }, base.seq);
      const added = asking.ask(
        `INSERT INTO comptoir.epochs (shop, epoch, id, parent, base, base_hash)
         VALUES ($1, $2::int, $3, $4::int, $5::bigint, $6)`,
        [this.shop, epoch, id, parent, base.seq, base.hash],
      );
      await allOf(moved, added);
    });
    return { epoch, id, ...base };
  }

  /** Adds what follows the position; `head` is the shop's last record. Throws `Moved`. */
  async append(from: Position, batch: Batch, head: number): Promise<Position> {
    const { rows, signed } = batch;
    const { seq, hash } = rows.at(-1)!;
    const facts = projected(batch);
    await this.#moving(async (asking) => {
      const moved = move(asking, this.shop, from, { epoch: from.epoch, seq, hash }, head);
      const added = insert(asking, JOURNAL, this.shop, from.epoch, rows);
      const proofs = signed.length === 0 ? Promise.resolve({ count: 0 }) : insert(asking, FISCAL, this.shop, from.epoch, signed);
      const told = writeFacts(asking, this.shop, from.epoch, facts);
      const [, { count }, { count: signedCount }] = await allOf(moved, added, proofs, told);
      if (count !== rows.length || signedCount !== signed.length) throw new Trouble("damaged", `journal seq ${from.seq + 1}`);
    });
    return { ...from, seq, hash };
  }

  /** Says that the shop is there and has nothing new. Throws `Moved`. */
  async greet(from: Position): Promise<void> {
    await this.#moving((asking) => move(asking, this.shop, from, from, from.seq));
  }

  async #moving(work: (asking: Asking) => Promise<unknown>): Promise<void> {
    try {
      await this.connection.transaction(work);
    } catch (error) {
      // A row that is there already is another's.
      throw error instanceof Trouble && error.isTaken ? new Moved() : error;
    }
  }
}

async function move(
  asking: Asking,
  shop: string,
  from: Position,
  to: JournalHead & { readonly epoch: number },
  head: number,
): Promise<void> {
  const { count } = await asking.ask(
    `UPDATE comptoir.positions SET epoch = $2::int, seq = $3::bigint, hash = $4, head = $5::bigint, seen_at = now()
     WHERE shop = $1 AND epoch = $6::int AND seq = $7::bigint AND hash = $8`,
    [shop, to.epoch, to.seq, to.hash, head, from.epoch, from.seq, from.hash],
  );
  if (count !== 1) throw new Moved();
}

/** What travelled together: of several troubles, the first one's. */
async function allOf<T extends readonly unknown[]>(...asked: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const settled = await Promise.allSettled(asked);
  for (const one of settled) if (one.status === "rejected") throw one.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

/** Adds what records tell in figures, beside them. */
export async function writeFacts(asking: Asking, shop: string, epoch: number, facts: Facts): Promise<void> {
  const tables = FACT_TABLES.filter(({ name }) => facts[name as FactName].length > 0);
  await allOf(...tables.map((table) => insert(asking, table, shop, epoch, facts[table.name as FactName])));
}
