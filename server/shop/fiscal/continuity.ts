/** Reads what explains that records are not all of one piece out of the database; each is checked by its own signature before it is believed. */
import { Buffer } from "node:buffer";
import { createPublicKey } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { Continuity, introducesItself, type KeyIntroduction, type Resumption } from "../../../shared/fiscal_continuity.ts";
import { EVENTS, KEY_RECORD, RESTORATION, signedText, type StoredRecord } from "../../../shared/fiscal_record.ts";
import { importKey, signatureFits } from "./ecdsa.ts";
import { keyIdOfSpki } from "./key.ts";

export interface Defect {
  readonly serie: string;
  readonly seq: number;
  readonly problem: string;
}

export type ShopContinuity = Continuity<CryptoKey>;

/** `keyPem` is the folder's key, private or public, and may be another's when the records come from `elsewhere`. */
export async function readContinuity(
  db: DatabaseSync,
  keyPem: string | null,
  elsewhere = false,
): Promise<ShopContinuity | Defect> {
  const continuity: ShopContinuity = new Continuity();
  let ownId: string | null = null;
  if (keyPem !== null) {
    const own = createPublicKey(keyPem).export({ type: "spki", format: "der" }) as Uint8Array;
    ownId = keyIdOfSpki(own);
    continuity.keys.set(ownId, await importKey(own));
  }
  const records = (genre: string) =>
    db.prepare(`SELECT * FROM journal_fiscal WHERE genre = '${genre}' ORDER BY seq`).all() as unknown as StoredRecord[];
  const unbelieved = await introduceKeys(records(KEY_RECORD), continuity);
  if (unbelieved !== null) return unbelieved;
  if (ownId !== null && !continuity.endsWith(ownId) && !elsewhere) {
    const problem = `the key in the folder (${ownId}) is not the one that signed last (${continuity.order.at(-1)})`;
    return { serie: EVENTS, seq: records(KEY_RECORD).at(-1)!.seq, problem };
  }
  return await resume(records(RESTORATION), continuity) ?? continuity;
}

/** Takes in the introductions of keys, in their order; the first that is not believed, or null. */
export async function introduceKeys(records: readonly StoredRecord[], continuity: ShopContinuity): Promise<Defect | null> {
  for (const record of records) {
    const problem = await addKey(record, continuity).catch(() => "its content is not readable");
    if (problem !== null) return { serie: record.serie, seq: record.seq, problem };
  }
  return null;
}

/** The same of restorations, whose keys are known by then. */
export async function resume(records: readonly StoredRecord[], continuity: ShopContinuity): Promise<Defect | null> {
  for (const record of records) {
    const key = continuity.keys.get(record.cle_id);
    if (record.serie !== EVENTS || key === undefined || !await signatureFits(signedText(record), record.signature, key)) {
      return { serie: record.serie, seq: record.seq, problem: "its signature does not fit" };
    }
    continuity.resume(JSON.parse(record.contenu) as Resumption);
  }
  return null;
}

/** A key is believed when the text that it signed names it, and the key that went before it. */
async function addKey(record: StoredRecord, continuity: ShopContinuity): Promise<string | null> {
  const said = JSON.parse(record.contenu) as KeyIntroduction;
  const spki = new Uint8Array(Buffer.from(said.cle_publique, "base64"));
  if (!introducesItself(record, said, keyIdOfSpki(spki))) return "it names another key";
  const key = continuity.keys.get(said.cle_id) ?? await importKey(spki);
  if (!await signatureFits(signedText(record), record.signature, key)) return "its signature does not fit";
  return continuity.introduce(said, key) ? null : "it does not follow the key before it";
}
