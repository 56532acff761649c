/**
 * The fiscal journal: signed chains, one per series, over the stored text. What is signed is
 * `version_format ⏎ serie ⏎ seq ⏎ genre ⏎ cle_id ⏎ horodatage ⏎ signature_precedente ⏎ contenu`
 * (ECDSA P-256 over SHA-256, raw 64 bytes, base64url). Verification reads stored bytes only.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Surroundings, Tx } from "../database/application.ts";
import { rawSignature } from "./ecdsa.ts";
import { DEMO_FISCAL_KEY, FISCAL_KEY } from "./fiscal_key.ts";

export const FISCAL_FORMAT = 1;

export interface FiscalRecord {
  readonly serie: string;
  readonly seq: number;
  readonly signature: string;
}

export class FiscalJournal {
  readonly #key: KeyObject;
  /** SHA-256 of the public key (SPKI), its first 16 bytes in hexadecimal: stands on every Z. */
  readonly keyId: string;

  constructor(surroundings: Surroundings) {
    const demo = surroundings.read("SELECT demo FROM boutique")?.["demo"] === 1;
    const pem = surroundings.secret(demo ? DEMO_FISCAL_KEY : FISCAL_KEY, () => {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    });
    this.#key = createPrivateKey(pem);
    this.keyId = keyIdOf(createPublicKey(this.#key));
  }

  /** Appends a record to a series, within the caller's transaction. */
  append(tx: Tx, serie: string, genre: string, content: JsonValue): FiscalRecord {
    let last = lastOf(tx, serie);
    // A clock that goes backwards is told, and never changes the order.
    if (last !== undefined && tx.now < last.horodatage && genre !== "horloge") {
      this.append(tx, EVENTS, "horloge", { serie, avant: last.horodatage, maintenant: tx.now });
      // What was told may stand in this very series.
      last = lastOf(tx, serie);
    }
    const seq = (last?.seq ?? 0) + 1;
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
    const signature = rawSignature(sign("sha256", text, { key: this.#key, dsaEncoding: "ieee-p1363" })).toString("base64url");
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
  heads(tx: Tx): { serie: string; seq: number; signature: string }[] {
    return tx.all(
      `SELECT serie, max(seq) AS seq, signature FROM journal_fiscal GROUP BY serie ORDER BY serie`,
    ) as { serie: string; seq: number; signature: string }[];
  }
}

export const EVENTS = "evenements";

function lastOf(tx: Tx, serie: string) {
  return tx.get("SELECT seq, signature, horodatage FROM journal_fiscal WHERE serie = ? ORDER BY seq DESC LIMIT 1", serie) as
    | { readonly seq: number; readonly signature: string; readonly horodatage: string }
    | undefined;
}

export interface SignedFields {
  readonly version_format: number;
  readonly serie: string;
  readonly seq: number;
  readonly genre: string;
  readonly cle_id: string;
  readonly horodatage: string;
  readonly signature_precedente: string;
  readonly contenu: string;
}

export function signedText(record: SignedFields): Uint8Array {
  const { version_format, serie, seq, genre, cle_id, horodatage, signature_precedente, contenu } = record;
  return new TextEncoder().encode(
    [version_format, serie, seq, genre, cle_id, horodatage, signature_precedente, contenu].join("\n"),
  );
}

export function keyIdOf(key: KeyObject): string {
  const spki = key.export({ type: "spki", format: "der" }) as Uint8Array;
  return createHash("sha256").update(spki).digest("hex").slice(0, 32);
}

/** The characters of a signature that a receipt shows: the 3rd, 7th, 13th and 19th. */
export function signatureExtract(signature: string): string {
  return [3, 7, 13, 19].map((position) => signature[position - 1] ?? "").join("");
}
