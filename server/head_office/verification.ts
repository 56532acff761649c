/**
 * Walks what head office has of a shop, by the rules of the shop's own verification: every link of the journal, that each signed
 * record is the one of which the journal tells, every link and signature of these. Names the first record that is wrong.
 */
import { createHash } from "node:crypto";
import { BEFORE_ALL, follow, type Place } from "../../shared/fiscal_chain.ts";
import { Continuity } from "../../shared/fiscal_continuity.ts";
import { KEY_RECORD, RESTORATION, signedText } from "../../shared/fiscal_record.ts";
import { chainHash, type JournalHead } from "../database/journal/journal.ts";
import { type Defect, introduceKeys, resume, type ShopContinuity } from "../shop/fiscal/continuity.ts";
import { signatureFits } from "../shop/fiscal/ecdsa.ts";
import { problemOf } from "../shop/fiscal/walk.ts";
import type { Asking } from "./connection.ts";
import { signedIn, type SignedRow } from "./journal_source.ts";
import { countsOf, epochsOf, pageAfter, type ReceivedEpoch, type ReceivedRow, type ReceivedShop, signedOf } from "./received.ts";

export interface ShopVerification {
  readonly records: number;
  readonly signed: number;
  /** `epoch 1, journal seq 17` or `epoch 1, tickets:C1 seq 3`, and what is wrong with it; null for nothing. */
  readonly first_wrong: string | null;
  readonly problem: string | null;
}

/** Where a walk stands: after a record of the journal, and in each signed series. */
interface Standing {
  readonly head: JournalHead;
  readonly places: ReadonlyMap<string, Place>;
}
const BEGINNING: Standing = { head: { seq: 0, hash: "" }, places: new Map() };

class Wrong extends Error {
  constructor(readonly where: string, problem: string) {
    super(problem);
  }
}

export async function verifyShop(
  asking: Asking,
  received: ReceivedShop,
  progress: (records: number) => void = () => {},
): Promise<ShopVerification> {
  const walk = new ShopWalk(asking, received, progress);
  try {
    await walk.all();
    return { records: walk.records, signed: walk.signed, first_wrong: null, problem: null };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { records: walk.records, signed: walk.signed, first_wrong: error.where, problem: error.message };
  }
}

class ShopWalk {
  records = 0;
  signed = 0;
  readonly #standings = new Map<string, Standing>();
  #epochs: readonly ReceivedEpoch[] = [];

  constructor(readonly asking: Asking, readonly shop: ReceivedShop, readonly progress: (records: number) => void) {}

  async all(): Promise<void> {
    const { asking, shop: { shop, epoch, seq, hash } } = this;
    // What is received meanwhile is for the next time.
    this.#epochs = (await epochsOf(asking, shop)).filter((one) => one.epoch <= epoch);
    let last = BEGINNING.head;
    for (const one of this.#epochs) last = await this.#epoch(one);
    const present = this.#epochs.at(-1)?.epoch ?? 0;
    if (epoch !== present || seq !== last.seq || hash !== last.hash) {
      throw new Wrong(
        `epoch ${present}, journal seq ${Math.min(seq, last.seq) + 1}`,
        `the records end at ${last.seq}, the position says ${seq}`,
      );
    }
    const there = await countsOf(asking, this.shop);
    if (there.records !== this.records) {
      throw new Wrong("-", `${there.records - this.records} records stand outside of every epoch`);
    }
    if (there.signed !== this.signed) {
      throw new Wrong("-", `${there.signed - this.signed} signed records stand in no record of the journal`);
    }
  }

  async #epoch(epoch: ReceivedEpoch): Promise<JournalHead> {
    const where = (seq: number) => `epoch ${epoch.epoch}, journal seq ${seq}`;
    const from = epoch.parent === null ? BEGINNING : this.#standings.get(placeName(epoch.parent, epoch.base));
    if (from === undefined || from.head.seq !== epoch.base || from.head.hash !== epoch.base_hash) {
      throw new Wrong(where(epoch.base), "it is not the record from which this epoch goes on");
    }
    const continuity = await this.#continuity(epoch);
    const places = new Map(from.places);
    const bases = new Set(this.#epochs.filter(({ parent }) => parent === epoch.epoch).map(({ base }) => base));
    const end = epoch.epoch === this.shop.epoch ? this.shop.seq : Number.MAX_SAFE_INTEGER;
    let head = from.head;
    for (;;) {
      const { rows, signed } = await pageAfter(this.asking, this.shop.shop, epoch.epoch, head.seq, end);
      if (rows.length === 0) return head;
      const signatures = new Signatures(epoch.epoch);
      const filed = Map.groupBy(signed, ({ journal_seq }) => journal_seq);
      for (const row of rows) {
        const problem = rowProblem(row, head);
        if (problem !== null) throw new Wrong(where(head.seq + 1), problem);
        this.#series(epoch.epoch, signedIn(row), filed.get(row.seq) ?? [], places, continuity, signatures);
        head = { seq: row.seq, hash: row.hash };
        if (bases.has(row.seq)) this.#standings.set(placeName(epoch.epoch, row.seq), { head, places: new Map(places) });
      }
      await signatures.check(continuity);
      this.records += rows.length;
      this.progress(this.records);
    }
  }

  /** The signed records of which one record of the journal tells are these, and each follows in its series. */
  #series(
    epoch: number,
    told: readonly SignedRow[],
    filed: readonly SignedRow[],
    places: Map<string, Place>,
    continuity: ShopContinuity,
    signatures: Signatures,
  ): void {
    const byName = new Map(filed.map((row) => [nameOf(row), row]));
    for (const record of told) {
      const where = `epoch ${epoch}, ${nameOf(record)}`;
      const row = byName.get(nameOf(record));
      if (row === undefined) throw new Wrong(where, "the record is missing");
      const column = (Object.keys(record) as (keyof SignedRow)[]).find((name) => record[name] !== row[name]);
      if (column !== undefined) throw new Wrong(where, `its column '${column}' is not what the journal says`);
      const text = signedText(record);
      const sha256 = createHash("sha256").update(text).digest("hex");
      const place = follow(record, sha256, places.get(record.serie) ?? BEFORE_ALL, continuity);
      if ("broken" in place) throw new Wrong(where, problemOf(place, record));
      places.set(record.serie, place);
      signatures.add(record, text);
      this.signed += 1;
    }
  }

  /** Keys and restorations of the line in which this epoch stands. */
  async #continuity({ epoch }: ReceivedEpoch): Promise<ShopContinuity> {
    const continuity: ShopContinuity = new Continuity();
    const line = this.#lineOf(epoch);
    for (const [genre, take] of [[KEY_RECORD, introduceKeys], [RESTORATION, resume]] as const) {
      const defect: Defect | null = await take(await signedOf(this.asking, this.shop.shop, genre, line), continuity);
      if (defect !== null) throw new Wrong(`epoch ${epoch}, ${nameOf(defect)}`, defect.problem);
    }
    return continuity;
  }

  /** From the first epoch to this one, each up to where the next goes on. */
  #lineOf(epoch: number): { epoch: number; upTo: number }[] {
    const line: { epoch: number; upTo: number }[] = [];
    let upTo = Number.MAX_SAFE_INTEGER;
    for (let at: number | null = epoch; at !== null;) {
      const found: ReceivedEpoch | undefined = this.#epochs.find((one) => one.epoch === at);
      if (found === undefined || (found.parent !== null && found.parent >= found.epoch)) {
        throw new Wrong(`epoch ${at}`, "it goes on from no epoch before it");
      }
      line.unshift({ epoch: at, upTo });
      upTo = Math.min(upTo, found.base);
      at = found.parent;
    }
    return line;
  }
}

/** Signatures of a page, checked at the end of it, as many side by side as threads are free. */
class Signatures {
  readonly #waiting: { readonly record: SignedRow; readonly text: Uint8Array }[] = [];

  constructor(readonly epoch: number) {}

  add(record: SignedRow, text: Uint8Array): void {
    this.#waiting.push({ record, text });
  }

  async check({ keys }: ShopContinuity): Promise<void> {
    const fit = await Promise.all(
      this.#waiting.map(({ record, text }) => signatureFits(text, record.signature, keys.get(record.cle_id)!)),
    );
    const wrong = this.#waiting[fit.indexOf(false)]?.record;
    if (wrong !== undefined) throw new Wrong(`epoch ${this.epoch}, ${nameOf(wrong)}`, "its signature does not fit");
  }
}

/** Columns that repeat a field of the hashed text. */
const REPEATED = ["kind", "username"] as const;

function rowProblem(row: ReceivedRow, previous: JournalHead): string | null {
  if (row.seq !== previous.seq + 1) return "the record is missing";
  if (row.hash !== chainHash(previous.hash, row.content)) return "its content, or the record before it, was changed";
  const content = parsed(row.content);
  if (content === null) return "its content is not readable";
  if (content["seq"] !== row.seq) return "its number was changed";
  const column = REPEATED.find((name) => content[name] !== row[name]);
  if (column !== undefined) return `its column '${column}' was changed`;
  if (String(content["tables"]) !== row.tables) return "its column 'tables' was changed";
  return Date.parse(String(content["at"])) === row.at ? null : "its column 'at' was changed";
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}

function nameOf({ serie, seq }: { readonly serie: string; readonly seq: number }): string {
  return `${serie} seq ${seq}`;
}

function placeName(epoch: number, seq: number): string {
  return `${epoch} ${seq}`;
}
