/** Verifies the signed fiscal record over its stored text, and names the first record that is not as it was written. */
import type { DatabaseSync } from "node:sqlite";
import { BEFORE_ALL, type Place, placeAfter } from "../../../shared/fiscal_chain.ts";
import { type KeyUse, KeyUses } from "../../../shared/fiscal_keys.ts";
import { EVENTS, signedText, type StoredRecord } from "../../../shared/fiscal_record.ts";
import { CLOCK_RECORD } from "../closings_made.ts";
import { type Defect, readContinuity, type ShopContinuity } from "./continuity.ts";
import { signatureFits } from "./ecdsa.ts";
import { type SeriesHead, seriesHeads } from "./memory.ts";
import { disagreement } from "./projections.ts";
import { type Pace, walkSeries } from "./walk.ts";

export interface KeyRelied extends KeyUse {
  readonly key_id: string;
  /** Whether it is the one in the data folder; another is vouched for by the key that followed it. */
  readonly here: boolean;
}

export interface FiscalVerification {
  readonly ok: boolean;
  /** Records whose signatures were checked. */
  readonly records: number;
  /** `tickets:C1 seq 17`, or null. */
  readonly first_wrong: string | null;
  readonly problem: string | null;
  readonly keys: readonly KeyRelied[];
}

export interface VerificationOptions {
  /** Only what came after the last day's closing, which is believed by its signature. */
  readonly sinceClosing?: boolean;
  /** Signatures that are checked side by side. */
  readonly parallel?: number;
  /** Hears how many records are done, of how many. */
  readonly progress?: (done: number, total: number) => void;
  /** The records may come from another PC: keys that introduced themselves are enough, the folder's own need not be one of them. */
  readonly elsewhere?: boolean;
}

/** `keyPem` is the signing key (PKCS #8) or its public half. */
export async function verifyFiscal(
  db: DatabaseSync,
  keyPem: string | null,
  options: VerificationOptions = {},
): Promise<FiscalVerification> {
  const uses = new KeyUses();
  let records = 0;
  const answer = (found: Defect | null, order: readonly string[] = []): FiscalVerification => ({
    ok: found === null,
    records,
    first_wrong: found === null ? null : `${found.serie} seq ${found.seq}`,
    problem: found?.problem ?? null,
    keys: [...uses].map(([key_id, use]) => ({ key_id, ...use, here: key_id === order.at(-1) })),
  });
  if (db.prepare("SELECT 1 FROM journal_fiscal LIMIT 1").get() === undefined) return answer(null);
  const { elsewhere = false } = options;
  if (keyPem === null && !elsewhere) return answer({ serie: "-", seq: 0, problem: "the key file is missing" });
  const continuity = await readContinuity(db, keyPem, elsewhere);
  if ("problem" in continuity) return answer(continuity);
  const start = options.sinceClosing === true ? await afterClosing(db, continuity) : null;
  if (start !== null && "problem" in start) return answer(start, continuity.order);
  const total = countFrom(db, start?.places ?? new Map());
  const pace: Pace = {
    parallel: options.parallel ?? 1,
    onRecords: (rows) => {
      records += rows.length;
      for (const row of rows) uses.add(row);
      options.progress?.(records, total);
    },
  };
  for (const { serie } of seriesHeads((sql) => db.prepare(sql).all())) {
    const found = await walkSeries(db, serie, start?.places.get(serie) ?? BEFORE_ALL, continuity, pace);
    if (found !== null) return answer(found, continuity.order);
  }
  return answer(disagreement(db, start?.since ?? ""), continuity.order);
}

interface Start {
  readonly places: ReadonlyMap<string, Place>;
  /** The earliest time that what came after the closing may bear, RFC 3339. */
  readonly since: string;
}

/** The heads that the last day's closing carries; null when no day was closed yet. */
async function afterClosing(db: DatabaseSync, continuity: ShopContinuity): Promise<Start | Defect | null> {
  const closing = db.prepare("SELECT * FROM journal_fiscal WHERE serie = 'clotures:jour' ORDER BY seq DESC LIMIT 1")
    .get() as unknown as StoredRecord | undefined;
  if (closing === undefined) return null;
  const { serie, seq } = closing;
  const key = continuity.keys.get(closing.cle_id);
  if (key === undefined || !await signatureFits(signedText(closing), closing.signature, key)) {
    return { serie, seq, problem: "its signature does not fit" };
  }
  const places = new Map<string, Place>();
  const record = db.prepare("SELECT * FROM journal_fiscal WHERE serie = ? AND seq = ?");
  for (const head of (JSON.parse(closing.contenu) as { tetes: readonly SeriesHead[] }).tetes) {
    const row = record.get(head.serie, head.seq) as unknown as StoredRecord | undefined;
    if (row?.signature !== head.signature) {
      return { serie: head.serie, seq: head.seq, problem: "the last closing names it as a head, and it is not there" };
    }
    places.set(head.serie, placeAfter(row, continuity));
  }
  return { places, since: earliestSince(db, closing, places.get(EVENTS)?.seq ?? 0) };
}

/** When the closing was made; or, where the clock was put back to a time before it since, that time. */
function earliestSince(db: DatabaseSync, { horodatage }: StoredRecord, event: number): string {
  const put = db.prepare(
    `SELECT min(contenu ->> 'maintenant') AS back FROM journal_fiscal WHERE genre = '${CLOCK_RECORD}' AND serie = '${EVENTS}' AND seq > ?`,
  ).get(event)!["back"] as string | null;
  return put === null || put > horodatage ? horodatage : put;
}

function countFrom(db: DatabaseSync, places: ReadonlyMap<string, Place>): number {
  const count = db.prepare("SELECT count(*) AS n FROM journal_fiscal WHERE serie = ? AND seq > ?");
  return seriesHeads((sql) => db.prepare(sql).all())
    .reduce((sum, { serie }) => sum + (count.get(serie, places.get(serie)?.seq ?? 0) as { n: number }).n, 0);
}
