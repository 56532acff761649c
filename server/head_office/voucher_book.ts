/**
 * The book of a chain's vouchers and gift cards: to each, what was given, taken and held, entry by entry. An entry's number is
 * the least that none has of those that were read before it: of two shops that take the last ten euros at once, one finds its
 * number taken and reads again. So nobody needs a lock, a stricter isolation than every engine has, or leave to change a row; and
 * whoever writes an entry by hand, under the highest number there is, stops nobody.
 *
 * A shop finds another's voucher by its code alone, and lists none: rows are seen by whose code is said in the transaction, besides
 * one's own. A code has ten digits drawn, so its hash is a slow one: who has a shop's credential could say a million a second of a
 * fast one, and would soon meet somebody's voucher.
 */
import { scrypt } from "node:crypto";
import { LRUCache } from "lru-cache";
import { LIMITS } from "../../shared/limits.ts";
import type { Asking, Connection } from "./connection.ts";
import type { Reserved, ReserveInquiry, VoucherElsewhere } from "./inquiry.ts";
import { Trouble } from "./trouble.ts";

export interface Entry {
  readonly shop: string;
  readonly n: number;
  /** The shop that wrote it, and its own name of it: written twice, it is the same one. */
  readonly par: string;
  readonly cle: string;
  readonly genre: string;
  /** Cents: what was given, less what was taken. */
  readonly montant: number;
  /** What became of what was held; null while that is not known. */
  readonly suite: "utilise" | "libere" | null;
}

/** A voucher of one shop: its entries in their order. */
export interface Voucher {
  readonly shop: string;
  readonly name: string;
  /** Whether that shop lets others take its vouchers. */
  readonly shared: boolean;
  readonly entries: readonly Entry[];
}

/** Some ten milliseconds and 4 MiB for each. */
const SLOW = { N: 4096, r: 8, p: 1 } as const;
/** Of codes that were said lately: a payment says each several times. */
const fingerprints = new LRUCache<string, Promise<string>>({ max: 1_000 });

/** By which it is known at head office: the same for all shops, so there is no salt of one's own. */
export function fingerprintOf(code: string): Promise<string> {
  const known = fingerprints.get(code);
  if (known !== undefined) return known;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  fingerprints.set(code, promise);
  scrypt(code, "comptoir-bon", 32, SLOW, (error, key) => {
    if (error === null) return resolve(key.toString("hex"));
    fingerprints.delete(code);
    reject(error);
  });
  return promise;
}

/** Cents that nobody has taken or holds. */
export function leftOf({ entries }: Pick<Voucher, "entries">): number {
  return entries.reduce((sum, { montant, suite }) => suite === "libere" ? sum : sum + montant, 0);
}

/** The number of the next. */
export function nextOf(entries: readonly Pick<Entry, "n">[]): number {
  const taken = new Set(entries.map(({ n }) => n));
  let next = 1;
  while (taken.has(next)) next++;
  return next;
}

/** Those of this code, each shop's apart. To be asked in a transaction. */
export async function vouchersOf(asking: Asking, code: string): Promise<Voucher[]> {
  const print = await fingerprintOf(code);
  await asking.ask("SELECT set_config('comptoir.bon', $1, true)", [print]);
  const { rows } = await asking.ask<
    Entry & { readonly nom: string; readonly bons: boolean; readonly n: string; readonly montant: string }
  >(
    `SELECT e.shop, p.nom, p.bons, e.n, e.par, e.cle, e.genre, e.montant, s.suite
     FROM comptoir.bons_mouvements e JOIN comptoir.partages p ON p.shop = e.shop
     LEFT JOIN comptoir.bons_suites s ON s.shop = e.shop AND s.empreinte = e.empreinte AND s.par = e.par AND s.cle = e.cle
     WHERE e.empreinte = $1 ORDER BY e.shop, e.n`,
    [print],
  );
  const found = Map.groupBy(rows, ({ shop }) => shop);
  return [...found].map(([shop, entries]) => ({
    shop,
    name: entries[0]!.nom,
    shared: entries[0]!.bons,
    entries: entries.map(({ nom: _, bons: __, n, montant, ...entry }) => ({ ...entry, n: Number(n), montant: Number(montant) })),
  }));
}

/** One's own before another's; of two others' with the same code nobody knows which one is meant. */
function meant(found: readonly Voucher[], own: string, isOwn: boolean): Voucher | null {
  if (isOwn) return found.find(({ shop }) => shop === own) ?? null;
  const others = found.filter(({ shop, shared }) => shop !== own && shared);
  return others.length === 1 ? others[0]! : null;
}

export async function findVoucher(
  connection: Connection,
  shop: string,
  { code, own }: { readonly code: string; readonly own: boolean },
): Promise<VoucherElsewhere | null> {
  const found = meant(await connection.transaction((asking) => vouchersOf(asking, code)), shop, own);
  if (found === null) return null;
  // What others take of one may stand there before what its shop has told of it.
  const given = found.entries.find(({ montant }) => montant > 0);
  if (given === undefined) return null;
  return { shop: found.shop, name: found.name, kind: given.genre, given: given.montant, left: leftOf(found) };
}

/** Holds so many cents for a payment; asked again by the same key it is the same one, whatever was lost meanwhile. */
export async function reserve(connection: Connection, shop: string, inquiry: ReserveInquiry): Promise<Reserved> {
  return await written(connection, (asking) => hold(asking, shop, inquiry));
}

/** No shop takes this one's any more; what it gave, and what was taken of that, stays. */
export async function withdraw(asking: Asking, shop: string): Promise<null> {
  await asking.ask("UPDATE comptoir.partages SET bons = false WHERE shop = $1", [shop]);
  return null;
}

/** Done again where somebody else's entry was first. */
export async function written<T>(connection: Connection, work: (asking: Asking) => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < LIMITS.headOfficeVoucherTries; attempt++) {
    try {
      return await connection.transaction(work);
    } catch (error) {
      if (!(error instanceof Trouble) || !error.isTaken) throw error;
    }
  }
  throw new Trouble("busy");
}

async function hold(asking: Asking, shop: string, { code, own, cents, key }: ReserveInquiry): Promise<Reserved> {
  const found = meant(await vouchersOf(asking, code), shop, own);
  if (found === null) return { state: "unknown" };
  const { shop: issuer, name } = found;
  const before = found.entries.find(({ par, cle }) => par === shop && cle === key);
  const left = leftOf(found);
  if (before !== undefined) {
    return before.suite !== "libere" && before.montant === -cents
      ? { state: "reserved", shop: issuer, name, left }
      : { state: "over" };
  }
  if (left < cents) return { state: "exceeded", shop: issuer, name, left };
  await asking.ask(
    `INSERT INTO comptoir.bons_mouvements (shop, empreinte, n, par, cle, genre, montant)
     VALUES ($1, $2, $3::int, $4, $5, 'utilisation', $6::bigint)`,
    [issuer, await fingerprintOf(code), nextOf(found.entries), shop, key, -cents],
  );
  return { state: "reserved", shop: issuer, name, left: left - cents };
}
