/** Which keys a verification relied on: whoever doubts compares a fingerprint with a Z that was printed then. */
import type { StoredRecord } from "./fiscal_record.ts";

export interface KeyUse {
  readonly records: number;
  /** Times of its first and its last record, RFC 3339. */
  readonly from: string;
  readonly to: string;
}

export class KeyUses {
  readonly #uses = new Map<string, KeyUse>();

  /** `fingerprint` of a key that signed something else than records, at a time. */
  relied(fingerprint: string, at: string): void {
    this.#uses.set(fingerprint, { records: 0, from: at, to: at });
  }

  add({ cle_id, horodatage }: StoredRecord): void {
    const { records, from, to } = this.#uses.get(cle_id) ?? NONE;
    this.#uses.set(cle_id, {
      records: records + 1,
      from: records === 0 || horodatage < from ? horodatage : from,
      to: records === 0 || horodatage > to ? horodatage : to,
    });
  }

  has(fingerprint: string): boolean {
    return this.#uses.has(fingerprint);
  }

  [Symbol.iterator](): IterableIterator<[string, KeyUse]> {
    return this.#uses[Symbol.iterator]();
  }
}

const NONE: KeyUse = { records: 0, from: "", to: "" };
