/** What head office has, as a verification reads it: page by page, in the order in which it was written. */
import type { StoredRecord } from "../../shared/fiscal_record.ts";
import type { Asking } from "./connection.ts";
import type { SignedRow } from "./journal_source.ts";
import { FISCAL } from "./tables.ts";

export interface ReceivedShop {
  readonly shop: string;
  readonly name: string;
  /** How far it has come, as the position says. */
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
  /** The shop's last record, as it told last, and when that was: RFC 3339, null for never. */
  readonly head: number;
  readonly seen_at: string | null;
}

export interface ReceivedEpoch {
  readonly epoch: number;
  readonly parent: number | null;
  readonly base: number;
  readonly base_hash: string;
}

export interface ReceivedRow {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: string;
  readonly username: string;
  readonly tables: string;
  readonly content: string;
  readonly hash: string;
}

/** Rows of a page: content comes with them, of which one may be long. */
const PAGE = 500;

/** Integers come as text, or as numbers where the engine has short ones. */
type Sent<T> = { readonly [K in keyof T]: T[K] extends number | null ? T[K] | string : T[K] };

export async function shopsAt(asking: Asking): Promise<readonly ReceivedShop[]> {
  const { rows } = await asking.ask<Sent<ReceivedShop>>(
    `SELECT s.shop, s.name, p.epoch, p.seq, p.hash, p.head, extract(epoch FROM p.seen_at)::float8 AS seen_at
     FROM comptoir.shops s JOIN comptoir.positions p ON p.shop = s.shop ORDER BY s.shop`,
  );
  return rows.map(({ shop, name, hash, epoch, seq, head, seen_at }) => ({
    ...{ shop, name, hash, epoch: Number(epoch), seq: Number(seq), head: Number(head) },
    seen_at: seen_at === null ? null : new Date(Number(seen_at) * 1000).toISOString(),
  }));
}

export async function epochsOf(asking: Asking, shop: string): Promise<readonly ReceivedEpoch[]> {
  const { rows } = await asking.ask<Sent<ReceivedEpoch>>(
    "SELECT epoch, parent, base, base_hash FROM comptoir.epochs WHERE shop = $1 ORDER BY epoch",
    [shop],
  );
  return rows.map(({ epoch, parent, base, base_hash }) => ({
    ...{ epoch: Number(epoch), base: Number(base), base_hash },
    parent: parent === null ? null : Number(parent),
  }));
}

/** Rows of a shop up to its position, signed ones apart: what no walk has come past is too much. */
export async function countsOf(
  asking: Asking,
  { shop, epoch, seq }: ReceivedShop,
): Promise<{ readonly records: number; readonly signed: number }> {
  const count = async (table: string, place: string) => {
    const { rows: [found] } = await asking.ask<{ n: string }>(
      `SELECT count(*) AS n FROM comptoir.${table}
       WHERE shop = $1 AND (epoch < $2::int OR epoch = $2::int AND ${place} <= $3::bigint)`,
      [shop, epoch, seq],
    );
    return Number(found!.n);
  };
  return { records: await count("journal", "seq"), signed: await count("fiscal", "journal_seq") };
}

/** The next page of an epoch's records, up to one, and the signed records that are filed under these. */
export async function pageAfter(
  asking: Asking,
  shop: string,
  epoch: number,
  after: number,
  upTo: number,
): Promise<{ readonly rows: readonly ReceivedRow[]; readonly signed: readonly SignedRow[] }> {
  const { rows } = await asking.ask<Omit<ReceivedRow, "seq"> & { seq: string }>(
    `SELECT seq, extract(epoch FROM at)::float8 * 1000 AS at, kind, username, tables, content, hash
     FROM comptoir.journal WHERE shop = $1 AND epoch = $2::int AND seq > $3::bigint AND seq <= $4::bigint ORDER BY seq LIMIT ${PAGE}`,
    [shop, epoch, after, upTo],
  );
  const found = rows.map((row) => ({ ...row, at: Math.round(Number(row.at)), seq: Number(row.seq) }));
  const last = found.at(-1)?.seq ?? after;
  const { rows: signed } = await asking.ask<SignedRow>(
    `SELECT ${SIGNED} FROM comptoir.fiscal
     WHERE shop = $1 AND epoch = $2::int AND journal_seq > $3::bigint AND journal_seq <= $4::bigint ORDER BY journal_seq, serie, seq`,
    [shop, epoch, after, last],
  );
  return { rows: found, signed: signed.map(numbered) };
}

/** Records of a kind in a line of epochs, each up to a record of the journal, in the order of their numbers. */
export async function signedOf(
  asking: Asking,
  shop: string,
  genre: string,
  line: readonly { readonly epoch: number; readonly upTo: number }[],
): Promise<readonly StoredRecord[]> {
  const found: SignedRow[] = [];
  for (const { epoch, upTo } of line) {
    const { rows } = await asking.ask<SignedRow>(
      `SELECT ${SIGNED} FROM comptoir.fiscal
       WHERE shop = $1 AND epoch = $2::int AND genre = $3 AND journal_seq <= $4::bigint ORDER BY seq`,
      [shop, epoch, genre, upTo],
    );
    found.push(...rows.map(numbered));
  }
  return found;
}

const SIGNED = Object.keys(FISCAL.columns).join(", ");

/** Integers of 64 bits come as text. */
function numbered(row: SignedRow): SignedRow {
  return { ...row, seq: Number(row.seq), journal_seq: Number(row.journal_seq), version_format: Number(row.version_format) };
}
