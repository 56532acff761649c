/** Walks the signed fiscal chains over their stored text, and finds the first record that is not as it was written. */
import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { Buffer } from "node:buffer";
import type { DatabaseSync } from "node:sqlite";
import { derSignature } from "./ecdsa.ts";
import { FISCAL_FORMAT, keyIdOf, signedText } from "./fiscal.ts";

export interface FiscalVerification {
  readonly ok: boolean;
  readonly records: number;
  /** `tickets:C1 seq 17`, or null. */
  readonly first_wrong: string | null;
  readonly problem: string | null;
}

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

/** Records between two words of progress. */
const PROGRESS_EVERY = 1_000;

/** `keyPem` is the signing key (PKCS #8) or its public half. `progress` hears how many records are done, of how many. */
export function verifyFiscal(
  db: DatabaseSync,
  keyPem: string | null,
  progress: (done: number, total: number) => void = () => {},
): FiscalVerification {
  const { total } = db.prepare("SELECT count(*) AS total FROM journal_fiscal").get() as { total: number };
  let records = 0;
  const wrong = (serie: string, seq: number, problem: string): FiscalVerification => ({
    ok: false,
    records,
    first_wrong: `${serie} seq ${seq}`,
    problem,
  });
  if (total > 0 && keyPem === null) return wrong("-", 0, "the key file is missing");
  const key = keyPem === null ? null : createPublicKey(keyPem);
  const page = db.prepare("SELECT * FROM journal_fiscal WHERE serie = ? AND seq > ? ORDER BY seq LIMIT 500");
  const series = db.prepare("SELECT DISTINCT serie FROM journal_fiscal ORDER BY serie").all() as { serie: string }[];
  for (const { serie } of series) {
    let previous = { seq: 0, signature: "" };
    for (;;) {
      const rows = page.all(serie, previous.seq) as unknown as StoredRecord[];
      for (const row of rows) {
        if (row.seq !== previous.seq + 1) return wrong(serie, previous.seq + 1, "the record is missing");
        const problem = problemOf(row, previous.signature, key!);
        if (problem !== null) return wrong(serie, row.seq, problem);
        previous = { seq: row.seq, signature: row.signature };
        records += 1;
        if (records % PROGRESS_EVERY === 0) progress(records, total);
      }
      if (rows.length === 0) break;
    }
  }
  const beyond = headBeyond(db) ?? journaledBeyond(db) ?? projectionOff(db);
  return beyond === null
    ? { ok: true, records, first_wrong: null, problem: null }
    : wrong(beyond.serie, beyond.seq, beyond.problem);
}

function problemOf(row: StoredRecord, previousSignature: string, key: KeyObject): string | null {
  if (row.version_format !== FISCAL_FORMAT) return `its format ${row.version_format} is unknown`;
  if (row.signature_precedente !== previousSignature) return "it does not follow the record before it";
  if (row.cle_id !== keyIdOf(key)) return "it names another key";
  const text = signedText(row);
  if (row.empreinte !== createHash("sha256").update(text).digest("hex")) return "its content was changed";
  return signatureFits(text, row.signature, key) ? null : "its signature does not fit";
}

/** Some runtimes read raw signatures, some only DER, whatever they are told. */
export function signatureFits(text: Uint8Array, signature: string, key: KeyObject): boolean {
  const raw = Buffer.from(signature, "base64url");
  // A longer or differently spelled text of the same bytes is not what was written.
  if (raw.length !== 64 || raw.toString("base64url") !== signature) return false;
  try {
    if (verify("sha256", text, { key, dsaEncoding: "ieee-p1363" }, raw)) return true;
  } catch {
    // Tried the other way below.
  }
  return verify("sha256", text, key, derSignature(raw));
}

interface Found {
  readonly serie: string;
  readonly seq: number;
  readonly problem: string;
}

/** A closing names the head of every series: a head that is no longer there is a cut tail. */
function headBeyond(db: DatabaseSync): Found | null {
  const row = db.prepare(
    `SELECT h.value ->> 'serie' AS serie, h.value ->> 'seq' AS seq, c.genre, c.periode FROM clotures c, json_each(c.contenu, '$.tetes') h
     WHERE NOT EXISTS (SELECT 1 FROM journal_fiscal j
       WHERE j.serie = h.value ->> 'serie' AND j.seq = h.value ->> 'seq' AND j.signature = h.value ->> 'signature') LIMIT 1`,
  ).get() as { serie: string; seq: number; genre: string; periode: string } | undefined;
  return row === undefined
    ? null
    : { serie: row.serie, seq: row.seq, problem: `the closing of ${row.periode} names it as a head, and it is not there` };
}

/** The engine's journal holds every record that was ever written: one that it names and that is gone was cut off. */
function journaledBeyond(db: DatabaseSync): Found | null {
  const row = db.prepare(
    `SELECT c.value -> 'key' ->> 'serie' AS serie, max(c.value -> 'key' ->> 'seq') AS last FROM _journal, json_each(content, '$.changes') c
     WHERE instr(',' || tables || ',', ',journal_fiscal,') > 0 AND c.value ->> 'table' = 'journal_fiscal'
     GROUP BY 1 HAVING last > coalesce((SELECT max(j.seq) FROM journal_fiscal j WHERE j.serie = c.value -> 'key' ->> 'serie'), 0) LIMIT 1`,
  ).get() as { serie: string; last: number } | undefined;
  return row === undefined
    ? null
    : { serie: row.serie, seq: row.last, problem: "the record is missing: the end of the series was cut off" };
}

/** Tables are projections of what was signed: a paid ticket says the same as its record. */
function projectionOff(db: DatabaseSync): Found | null {
  const ticket = db.prepare(
    `SELECT v.caisse, v.numero, j.seq FROM ventes v LEFT JOIN journal_fiscal j
       ON j.contenu ->> 'vente_id' = v.id AND j.serie = 'tickets:' || v.caisse
     WHERE v.etat = 'payee' AND (j.seq IS NULL OR j.contenu ->> 'total_ttc' IS NOT v.total_ttc OR j.contenu ->> 'total_ht' IS NOT v.total_ht
       OR j.contenu ->> 'date' IS NOT v.payee_le OR j.contenu ->> 'numero' IS NOT v.caisse || '-' || printf('%06d', v.numero)) LIMIT 1`,
  ).get() as { caisse: string; numero: number; seq: number | null } | undefined;
  if (ticket !== undefined) {
    const { caisse, numero, seq } = ticket;
    return { serie: `tickets:${caisse}`, seq: seq ?? numero, problem: "the table `ventes` does not say what was signed" };
  }
  const closing = db.prepare(
    `SELECT c.genre, c.periode FROM clotures c WHERE NOT EXISTS (SELECT 1 FROM journal_fiscal j
       WHERE j.serie = 'clotures:' || c.genre AND j.contenu = c.contenu) LIMIT 1`,
  ).get() as { genre: string; periode: string } | undefined;
  if (closing === undefined) return null;
  return {
    serie: `clotures:${closing.genre}`,
    seq: 0,
    problem: `the table \`clotures\` does not say what was signed of ${closing.periode}`,
  };
}
