/**
 * What other shops have taken of this shop's vouchers, handed to its server page by page. What the shop has already is seen in its
 * own database, where each use stands under its own name: whatever was cut, lost or restored, none is left out and none counts
 * twice. The whole list is walked by each new connection and now and then; between two walks what was added lately.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { Asking, Connection } from "./connection.ts";
import { LISTED } from "./shared_stock.ts";
import { bounded, momentOf } from "./told_values.ts";
import { fingerprintOf } from "./voucher_book.ts";

/** A line of the process that speaks to head office. */
export interface UsedLine {
  readonly type: "used";
  /** The other shop: its key and name at head office. */
  readonly shop: string;
  readonly name: string;
  /** That one's own name of it, and the voucher's at head office. */
  readonly key: string;
  readonly fingerprint: string;
  /** Of the voucher; null for none of this shop's. */
  readonly code: string | null;
  /** Cents; 0 for what is no amount. */
  readonly cents: number;
  /** RFC 3339; null for what is no moment. */
  readonly at: string | null;
}

interface Row extends Omit<UsedLine, "type" | "name" | "code" | "cents" | "at"> {
  /** null for a shop that has told nothing of itself. */
  readonly name: string | null;
  /** Cents, less than nothing for what was taken; null for the end of what nobody has begun. */
  readonly amount: string | null;
  readonly at: number | string;
  readonly now: number | string;
}

type Place = Pick<UsedLine, "fingerprint" | "shop" | "key">;

interface Walk {
  /** Seconds since 1970 by head office's clock: what was added before is left out; null: nothing is. */
  readonly since: number | null;
  readonly after: Place;
  /** By that clock, when the first of it was read; null where there was nothing yet. */
  readonly begun: number | null;
}

const FIRST: Place = { fingerprint: "", shop: "", key: "" };
/** In one go. */
const PAGE = 200;
/** What is longer no shop has written. */
const CHARACTERS = 200;
/** Seconds that a transaction may last in which something is added. */
const LATE = 600;

/** A voucher that this shop gave. */
interface Given {
  readonly code: string;
  /** Cents: what it was worth, and what is left. */
  readonly montant: number;
  readonly solde: number;
}

export class VoucherUses {
  readonly #taken: StatementSync;
  readonly #given: StatementSync;
  readonly #refused: StatementSync;
  #connection: Connection | null = null;
  #walk: Walk = whole();
  /** When the last walk through the whole list ended, and when the last walk did. */
  #walkedAll = -Infinity;
  #walked = -Infinity;
  /** What the server was handed last, and when. */
  #handed: { readonly lines: readonly UsedLine[]; readonly at: number } = { lines: [], at: -Infinity };

  /** `db` can only read. */
  constructor(db: DatabaseSync, readonly tell: (line: UsedLine) => void) {
    this.#taken = db.prepare("SELECT 1 FROM bons_ailleurs WHERE boutique = ? AND cle = ? AND empreinte = ? AND montant = ?");
    this.#given = db.prepare(
      `SELECT b.code, b.montant, b.solde FROM mouvements_bon m JOIN bons b ON b.id = m.bon_id
       WHERE m.vente_id = ? AND m.id = ? AND m.genre = 'emission' AND b.formation = 0`,
    );
    this.#refused = db.prepare(
      `SELECT count(*) AS n FROM (SELECT 1 FROM bons_ailleurs WHERE boutique = ? AND pris = 0 LIMIT ${LIMITS.voucherRefusals})`,
    );
  }

  /** Asked as often as one likes. `connection`: on which the shop has told of all its vouchers: what is unknown there is none of them. */
  async look(connection: Connection, shop: string): Promise<void> {
    const now = performance.now();
    if (connection !== this.#connection) {
      this.#connection = connection;
      this.#walk = whole();
      this.#walked = -Infinity;
    }
    const waits = this.#handed.lines.filter((line) => !this.#isTaken(line));
    // What was handed over and not taken for long is handed over once more: the server had no room for it then.
    if (waits.length > 0 && now - this.#handed.at < LIMITS.headOfficeTakeMs) return;
    if (waits.length > 0) return this.#hand(waits, now);
    this.#handed = { lines: [], at: now };
    if (now - this.#walked < LIMITS.headOfficePublishedMs) return;
    // Pages of which the shop has all go by at once; but what is sent waits for this, so not for long.
    while (this.#handed.lines.length === 0 && performance.now() - now < LIMITS.headOfficeLookMs) {
      const rows = await page(connection, shop, this.#walk);
      this.#hand(await this.#lines(connection, shop, rows), now);
      const { since, begun } = this.#walk;
      this.#walk = { since, after: rows.at(-1) ?? FIRST, begun: begun ?? (rows[0] === undefined ? null : Number(rows[0].now)) };
      if (rows.length < PAGE) return this.#end(now);
    }
  }

  #end(now: number): void {
    const { since, begun } = this.#walk;
    this.#walked = now;
    if (since === null) this.#walkedAll = now;
    const isDue = now - this.#walkedAll >= LIMITS.voucherWalkMs;
    this.#walk = isDue ? whole() : { ...whole(), since: begun === null ? since : begun - LATE };
  }

  #hand(lines: readonly UsedLine[], now: number): void {
    this.#handed = { lines, at: now };
    lines.forEach((line) => this.tell(line));
  }

  #isTaken({ shop, key, fingerprint, cents }: UsedLine): boolean {
    return this.#taken.get(shop, key, fingerprint, cents) !== undefined;
  }

  /** Of those that the shop has not taken yet, with the voucher's code. */
  async #lines(connection: Connection, shop: string, rows: readonly Row[]): Promise<UsedLine[]> {
    const fresh = rows.filter(({ amount }) => amount !== null).map(({ shop, name, key, fingerprint, amount, at }): UsedLine => (
      { type: "used", shop, name: name ?? shop, key, fingerprint, code: null, cents: centsOf(amount!), at: momentOrNull(at) }
    )).filter((line) => !this.#isTaken(line));
    if (fresh.length === 0) return [];
    const given = await this.#vouchers(connection, shop, new Set(fresh.map(({ fingerprint }) => fingerprint)));
    const isFull = new Map([...new Set(fresh.map(({ shop }) => shop))].map((shop) => [shop, this.#isFull(shop)]));
    return fresh.filter((line) => !isFull.get(line.shop) || mayBeTaken(line, given.get(line.fingerprint)))
      .map((line) => ({ ...line, code: given.get(line.fingerprint)?.code ?? null }));
  }

  /** Whether so much of another shop's was refused that no more of it is kept: who has its credential could fill this one's disk. */
  #isFull(shop: string): boolean {
    return (this.#refused.get(shop) as { n: number }).n >= LIMITS.voucherRefusals;
  }

  /** By fingerprint, of vouchers that this shop gave: by its own name of the movement, which the code must bear out. */
  async #vouchers(connection: Connection, shop: string, fingerprints: ReadonlySet<string>): Promise<Map<string, Given>> {
    const { rows } = await connection.ask<{ fingerprint: string; key: string }>(
      `SELECT e.empreinte AS fingerprint, e.cle AS key FROM comptoir.bons_mouvements e
       WHERE e.shop = $1 AND e.par = $1 AND e.montant > 0 AND length(e.cle) <= ${CHARACTERS}
         AND e.empreinte IN (SELECT r.empreinte FROM ${LISTED(2, "empreinte text")})`,
      [shop, JSON.stringify([...fingerprints].map((empreinte) => ({ empreinte })))],
    );
    const found = new Map<string, Given>();
    for (const { fingerprint, key } of rows) {
      const [sale, move] = key.split("/");
      const given = this.#given.get(sale!, Number(move)) as unknown as Given | undefined;
      if (given !== undefined && await fingerprintOf(given.code) === fingerprint) found.set(fingerprint, given);
    }
    return found;
  }
}

/** Whether the server would take some of it. */
function mayBeTaken({ cents, at }: UsedLine, given: Given | undefined): boolean {
  return given !== undefined && given.solde > 0 && cents > 0 && cents <= given.montant && at !== null;
}

function whole(): Walk {
  return { since: null, after: FIRST, begun: null };
}

/**
 * The next of a walk. They are picked before what each is about is looked for: a planner that takes them for few, as it takes what
 * has a bounded length, would look for that of all there are.
 */
async function page(asking: Asking, shop: string, { since, after }: Walk): Promise<readonly Row[]> {
  const { rows } = await asking.ask<Row>(
    `SELECT s.empreinte AS fingerprint, s.par AS shop, s.cle AS key, ${bounded("p.nom")} AS name, e.montant::text AS amount,
       extract(epoch FROM e.le)::float8 AS at, extract(epoch FROM now())::float8 AS now
     FROM (
       SELECT empreinte, par, cle FROM comptoir.bons_suites
       WHERE shop = $1 AND par <> $1 AND suite = 'utilise' AND (empreinte, par, cle) > ($2, $3, $4)
         AND CASE WHEN length(empreinte) BETWEEN 1 AND ${CHARACTERS} AND length(cle) BETWEEN 1 AND ${CHARACTERS}
           AND length(par) BETWEEN 1 AND ${CHARACTERS / 2} THEN true ELSE false END
         ${since === null ? "" : "AND le >= to_timestamp($5::float8)"}
       ORDER BY empreinte, par, cle LIMIT ${PAGE}
     ) s
     LEFT JOIN comptoir.bons_mouvements e ON e.shop = $1 AND e.empreinte = s.empreinte AND e.par = s.par AND e.cle = s.cle
     LEFT JOIN comptoir.partages p ON p.shop = s.par
     ORDER BY s.empreinte, s.par, s.cle`,
    [shop, after.fingerprint, after.shop, after.key, ...since === null ? [] : [since]],
  );
  return rows;
}

/** 0 for what is no amount. */
function centsOf(text: string): number {
  const cents = -Number(text);
  return Number.isSafeInteger(cents) && cents > 0 ? cents : 0;
}

/** null for infinity, and for what was before there were vouchers. */
function momentOrNull(seconds: number | string): string | null {
  const at = momentOf(seconds);
  return at < "2000" ? null : at;
}
