/** What explains that records are not all of one piece: keys that followed one another, and backups that were put back. */
import { EVENTS, type StoredRecord } from "./fiscal_record.ts";

/** Stands for every series that a restoration does not name. */
export const OTHER_SERIES = "*";

/** What a key says of itself. */
export interface KeyIntroduction {
  readonly cle_id: string;
  /** SPKI, DER, base64. */
  readonly cle_publique: string;
  /** The fingerprint of the key that it follows. */
  readonly precedente: string | null;
}

/** What a restoration says: where a series or a till stood then, and with what it goes on. */
export interface Resumption {
  readonly series: readonly { readonly serie: string; readonly repris: Mark | null; readonly suite: number }[];
  readonly caisses: readonly { readonly caisse: string; readonly repris: number; readonly suite: number }[];
}

/** A place in a series: after this record, or before the first (`seq` 0, no signature). */
export interface Mark {
  readonly seq: number;
  readonly signature: string;
}
export const BEGINNING: Mark = { seq: 0, signature: "" };

/** Whether it is of itself that a key speaks; `fingerprint` is that of the public half which it gives. */
export function introducesItself(record: StoredRecord, said: KeyIntroduction, fingerprint: string): boolean {
  return record.serie === EVENTS && record.cle_id === said.cle_id && said.cle_id === fingerprint;
}

/** Takes in records that were believed by their own signature; `Key` is what signatures are checked with. */
export class Continuity<Key> {
  readonly keys = new Map<string, Key>();
  readonly #order: string[] = [];
  readonly #seqs = new Map<string, number[]>();
  readonly #numbers = new Map<string, number[]>();

  /** Fingerprints in the order in which keys signed. */
  get order(): readonly string[] {
    return this.#order;
  }

  /** Takes the next key; false when it does not follow the key before it. */
  introduce({ cle_id, precedente }: KeyIntroduction, key: Key): boolean {
    // Records of before keys introduced themselves: theirs is named, and known only where somebody has it.
    if (this.#order.length === 0 && precedente !== null) this.#order.push(precedente);
    const follows = (this.#order.at(-1) ?? null) === precedente;
    this.keys.set(cle_id, key);
    this.#order.push(cle_id);
    return follows;
  }

  /** Whether the key at hand is the one that signed last: where none has introduced itself, it signed all. */
  endsWith(fingerprint: string): boolean {
    if (this.#order.length === 0) this.#order.push(fingerprint);
    return this.#order.at(-1) === fingerprint;
  }

  resume({ series, caisses }: Resumption): void {
    for (const { serie, repris, suite } of series) add(this.#seqs, placeOf(serie, repris ?? BEGINNING), suite);
    for (const { caisse, repris, suite } of caisses) add(this.#numbers, `${caisse} ${repris}`, suite);
  }

  /** Which record may follow one; the first of a series follows the beginning. */
  nextSeqs(serie: string, previous: Mark): readonly number[] {
    const others = previous.seq === 0 ? this.#seqs.get(placeOf(OTHER_SERIES, BEGINNING)) ?? [] : [];
    return this.#seqs.get(placeOf(serie, previous)) ?? [previous.seq + 1, ...others];
  }

  /** Which number may follow one of a till; the first follows 0. */
  nextNumbers(till: string, previous: number): readonly number[] {
    return this.#numbers.get(`${till} ${previous}`) ?? [previous + 1];
  }
}

function add(map: Map<string, number[]>, place: string, next: number): void {
  map.set(place, [...map.get(place) ?? [], next]);
}

function placeOf(serie: string, { seq, signature }: Mark): string {
  return `${serie} ${seq} ${signature}`;
}
