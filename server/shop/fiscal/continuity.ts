/**
 * What explains that records are not all of one piece: keys that followed one another, and backups
 * that were put back. Each such record is checked by its own signature before it is believed.
 */
import { Buffer } from "node:buffer";
import { createPublicKey } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { EVENTS, signedText } from "./journal.ts";
import { KEY_RECORD, keyIdOfSpki, type KeyRecord } from "./key.ts";
import { OTHER_SERIES } from "./memory.ts";
import { RESTAURATION, type Restauration } from "./restoration.ts";

export interface StoredRecord {
  readonly serie: string;
  readonly seq: number;
  readonly genre: string;
  readonly version_format: number;
  readonly contenu: string;
  readonly signature_precedente: string;
  readonly empreinte: string;
  readonly signature: string;
  readonly cle_id: string;
  readonly horodatage: string;
}

export interface Found {
  readonly serie: string;
  readonly seq: number;
  readonly problem: string;
}

export interface Continuity {
  /** Fingerprints in the order in which keys signed; the last is the folder's own. */
  readonly order: readonly string[];
  readonly keys: ReadonlyMap<string, CryptoKey>;
  /** Which record may follow one; the first of a series follows `{seq: 0, signature: ""}`. */
  nextSeqs(serie: string, previous: { readonly seq: number; readonly signature: string }): readonly number[];
  /** Which number may follow one of a till (`C1`, or `F-C1` for practice); the first follows 0. */
  nextNumbers(caisse: string, previous: number): readonly number[];
}

/** Reads them out of the database; `keyPem` is the folder's key, private or public, and may be another's when they come from `elsewhere`. */
export async function readContinuity(db: DatabaseSync, keyPem: string | null, elsewhere = false): Promise<Continuity | Found> {
  const keys = new Map<string, CryptoKey>();
  let ownId: string | null = null;
  if (keyPem !== null) {
    const own = createPublicKey(keyPem).export({ type: "spki", format: "der" }) as Uint8Array;
    ownId = keyIdOfSpki(own);
    keys.set(ownId, await importKey(own));
  }
  const order: string[] = [];
  const records = (genre: string) =>
    db.prepare(`SELECT * FROM journal_fiscal WHERE genre = '${genre}' ORDER BY seq`).all() as unknown as StoredRecord[];
  for (const record of records(KEY_RECORD)) {
    const problem = await addKey(record, keys, order).catch(() => "its content is not readable");
    if (problem !== null) return { serie: record.serie, seq: record.seq, problem };
  }
  if (order.length === 0 && ownId !== null) order.push(ownId);
  if (order.at(-1) !== ownId && !elsewhere) {
    const problem = `the key in the folder (${ownId}) is not the one that signed last (${order.at(-1)})`;
    return { serie: EVENTS, seq: records(KEY_RECORD).at(-1)!.seq, problem };
  }
  const restorations: Restauration[] = [];
  for (const record of records(RESTAURATION)) {
    const key = keys.get(record.cle_id);
    if (record.serie !== EVENTS || key === undefined || !await signatureFits(signedText(record), record.signature, key)) {
      return { serie: record.serie, seq: record.seq, problem: "its signature does not fit" };
    }
    restorations.push(JSON.parse(record.contenu) as Restauration);
  }
  return { order, keys, ...resumptions(restorations) };
}

/** A key is believed when the text that it signed names it, and the key that went before it. */
async function addKey(record: StoredRecord, keys: Map<string, CryptoKey>, order: string[]): Promise<string | null> {
  const { cle_id, cle_publique, precedente } = JSON.parse(record.contenu) as KeyRecord;
  const spki = new Uint8Array(Buffer.from(cle_publique, "base64"));
  if (record.serie !== EVENTS || record.cle_id !== cle_id || keyIdOfSpki(spki) !== cle_id) return "it names another key";
  const key = keys.get(cle_id) ?? await importKey(spki);
  if (!await signatureFits(signedText(record), record.signature, key)) return "its signature does not fit";
  // Records of before keys introduced themselves: theirs is named, and known only where the folder has it.
  if (order.length === 0 && precedente !== null) order.push(precedente);
  if ((order.at(-1) ?? null) !== precedente) return "it does not follow the key before it";
  keys.set(cle_id, key);
  order.push(cle_id);
  return null;
}

/** What restorations say: where a series or a till stood then, and with what it goes on. */
function resumptions(restorations: readonly Restauration[]): Pick<Continuity, "nextSeqs" | "nextNumbers"> {
  const seqs = new Map<string, number[]>();
  const numbers = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, place: string, next: number) => map.set(place, [...map.get(place) ?? [], next]);
  for (const { series, caisses } of restorations) {
    for (const { serie, repris, suite } of series) add(seqs, placeOf(serie, repris ?? BEGINNING), suite);
    for (const { caisse, repris, suite } of caisses) add(numbers, `${caisse} ${repris}`, suite);
  }
  const others = seqs.get(placeOf(OTHER_SERIES, BEGINNING)) ?? [];
  return {
    nextSeqs: (serie, previous) => seqs.get(placeOf(serie, previous)) ?? [previous.seq + 1, ...previous.seq === 0 ? others : []],
    nextNumbers: (caisse, previous) => numbers.get(`${caisse} ${previous}`) ?? [previous + 1],
  };
}

const BEGINNING = { seq: 0, signature: "" };

function placeOf(serie: string, { seq, signature }: { readonly seq: number; readonly signature: string }): string {
  return `${serie} ${seq} ${signature}`;
}

function importKey(spki: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("spki", new Uint8Array(spki), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
}

/** By Web Crypto: three times as fast as `node:crypto` here, and off this thread. */
export async function signatureFits(text: Uint8Array, signature: string, key: CryptoKey): Promise<boolean> {
  const raw = Buffer.from(signature, "base64url");
  // A longer or differently spelled text of the same bytes is not what was written.
  if (raw.length !== 64 || raw.toString("base64url") !== signature) return false;
  return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, raw as BufferSource, text as BufferSource);
}
