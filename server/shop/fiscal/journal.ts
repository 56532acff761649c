/** The fiscal journal: signed chains, one per series, over the stored text. Verification reads stored bytes only. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { EVENTS, FISCAL_FORMAT, KEY_RECORD, signedText } from "../../../shared/fiscal_record.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Surroundings, Tx } from "../../database/application.ts";
import { signerOf } from "./ecdsa.ts";
import { fiscalKeyName, INITIALISATION, keyIdOf, keyIn, type KeyRecord, publicKeyText } from "./key.ts";
import { zoneOf } from "../time_zone.ts";
import { floorOf } from "./floors.ts";
import { type SeriesHead, seriesHeads } from "./memory.ts";

export interface FiscalRecord {
  readonly serie: string;
  readonly seq: number;
  readonly signature: string;
}

export class FiscalJournal {
  readonly #sign: (text: Uint8Array) => string;
  readonly #publicKey: KeyObject;
  readonly #demo: boolean;
  readonly #version: string;
  /** SHA-256 of the public key (SPKI), its first 16 bytes in hexadecimal: stands on every Z. */
  readonly keyId: string;

  constructor(surroundings: Surroundings) {
    this.#version = surroundings.version;
    this.#demo = surroundings.read("SELECT demo FROM boutique")?.["demo"] === 1;
    const name = fiscalKeyName(this.#demo);
    const pem = surroundings.secret(name, () => {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    });
    const key = keyIn(name, pem);
    this.#sign = signerOf(key);
    this.#publicKey = createPublicKey(key);
    this.keyId = keyIdOf(this.#publicKey);
  }

  /** Appends a record to a series, within the caller's transaction. */
  append(tx: Tx, serie: string, genre: string, content: JsonValue): FiscalRecord {
    if (genre !== KEY_RECORD) this.#introduceKey(tx);
    const last = lastOf(tx, serie);
    const seq = Math.max(last?.seq ?? 0, floorOf(tx, serie)) + 1;
    const contenu = JSON.stringify(content);
    const text = signedText({
      version_format: FISCAL_FORMAT,
      serie,
      seq,
      genre,
      cle_id: this.keyId,
      horodatage: tx.now,
      signature_precedente: last?.signature ?? "",
      contenu,
    });
    const signature = this.#sign(text);
    tx.run(
      `INSERT INTO journal_fiscal
         (serie, seq, genre, version_format, contenu, signature_precedente, empreinte, signature, cle_id, horodatage)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      serie,
      seq,
      genre,
      FISCAL_FORMAT,
      contenu,
      last?.signature ?? "",
      createHash("sha256").update(text).digest("hex"),
      signature,
      this.keyId,
      tx.now,
    );
    return { serie, seq, signature };
  }

  /** The last record of every series: what a closing carries, so that a cut tail shows. */
  heads(tx: Tx): SeriesHead[] {
    return seriesHeads(tx.all);
  }

  /** A key says who it is, and after whom, before it signs anything else: old records verify with the key that signed them. */
  #introduceKey(tx: Tx): void {
    const present = tx.get("SELECT cle_id FROM journal_fiscal WHERE genre = 'cle' ORDER BY seq DESC LIMIT 1");
    if (present?.["cle_id"] === this.keyId) return;
    const last = present ?? tx.get("SELECT cle_id FROM journal_fiscal ORDER BY horodatage DESC LIMIT 1");
    const before = last === undefined || last["cle_id"] === this.keyId ? null : last["cle_id"] as string;
    const logiciel = `Comptoir ${this.#version}`;
    const record: KeyRecord = {
      code: 270,
      cle_id: this.keyId,
      cle_publique: publicKeyText(this.#publicKey),
      precedente: before,
      logiciel,
    };
    this.append(tx, EVENTS, KEY_RECORD, record as unknown as JsonValue);
    if (last === undefined) {
      this.append(tx, EVENTS, INITIALISATION, { code: 260, demonstration: this.#demo, logiciel, fuseau: zoneOf(tx) });
    }
  }
}

function lastOf(tx: Tx, serie: string) {
  return tx.get("SELECT seq, signature FROM journal_fiscal WHERE serie = ? ORDER BY seq DESC LIMIT 1", serie) as
    | { readonly seq: number; readonly signature: string }
    | undefined;
}
