/** A record of the fiscal journal as it is stored and archived: what of it is hashed and signed, and which ticket it is of. */

/**
 * The way in which records are written: since 2 they say the rate of a discount, since 3 what is outside VAT, why none is
 * charged, what a line is weighed by, and what a drawer did besides sales; since 4 what a closing breaks its turnover down by.
 */
export const FISCAL_FORMAT = 4;
/** Those in which records were ever written: all are hashed and signed alike. */
export const FISCAL_FORMATS: readonly number[] = [1, 2, 3, FISCAL_FORMAT];
/** The series of what happened to the shop's system. */
export const EVENTS = "evenements";
/** What a key signs before all else. */
export const KEY_RECORD = "cle";
/** The kind of record that tells what another shop of the chain has taken of one of this shop's vouchers. */
export const ELSEWHERE = "bon_ailleurs";
/** What explains that series go on elsewhere after a backup was put back. */
export const RESTORATION = "restauration";

export interface StoredRecord {
  readonly serie: string;
  readonly seq: number;
  readonly genre: string;
  readonly version_format: number;
  readonly contenu: string;
  readonly signature_precedente: string;
  /** SHA-256 of what is signed, hexadecimal. */
  readonly empreinte: string;
  /** 64 raw bytes (r ‖ s), base64url. */
  readonly signature: string;
  readonly cle_id: string;
  readonly horodatage: string;
}

export type SignedFields = Omit<StoredRecord, "empreinte" | "signature">;

/** What is hashed and signed; an archive's LISEZMOI.txt says the same in words. */
export function signedText(record: SignedFields): Uint8Array<ArrayBuffer> {
  const { version_format, serie, seq, genre, cle_id, horodatage, signature_precedente, contenu } = record;
  return new TextEncoder().encode(
    [version_format, serie, seq, genre, cle_id, horodatage, signature_precedente, contenu].join("\n"),
  );
}

/** A key's fingerprint, from the SHA-256 (hexadecimal) of its public half (SPKI, DER). It stands on every Z. */
export function fingerprintFrom(sha256: string): string {
  return sha256.slice(0, 32);
}

/** What the numbers of a series of tickets begin with (`C1`, or `F-C1` for practice); null for another series. */
export function tillOf(serie: string): string | null {
  if (serie.startsWith("tickets:")) return serie.slice("tickets:".length);
  return serie.startsWith("formation:") ? `F-${serie.slice("formation:".length)}` : null;
}

/** The number that is printed on the ticket; null for a text that says none. */
export function numberIn({ contenu }: Pick<StoredRecord, "contenu">): string | null {
  try {
    return String((JSON.parse(contenu) as { numero?: unknown }).numero);
  } catch {
    return null;
  }
}
