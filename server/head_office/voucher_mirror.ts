/**
 * Tells head office of this shop's vouchers: its own, movement by movement, so that others may take them; and what became of
 * what it holds of any shop's. What was told may be told again, so whatever was cut, lost or restored is only told once more.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { Asking, Connection } from "./connection.ts";
import { LISTED } from "./shared_stock.ts";
import { Trouble } from "./trouble.ts";
import { fingerprintOf, nextOf, vouchersOf, written } from "./voucher_book.ts";

interface Movement {
  readonly cle: string;
  readonly code: string;
  readonly genre: string;
  /** Cents. */
  readonly montant: number;
}

/** What a payment held, or took without asking, and what became of it. */
interface Outcome {
  readonly id: string;
  readonly code: string;
  readonly montant: number;
  readonly etat: "utilisee" | "abandonnee";
  readonly hors_ligne: 0 | 1;
  /** 1: of a voucher of this shop. */
  readonly propre: 0 | 1;
  /** The shop that gave it; null where head office did not say. */
  readonly boutique: string | null;
  /** RFC 3339. */
  readonly finie_le: string;
  /** Numbered as they end. */
  readonly fin: number;
}

/** Movements in one go. */
const PAGE = 500;

export class VoucherMirror {
  readonly #shares: StatementSync;
  readonly #next: StatementSync;
  readonly #moves: StatementSync;
  readonly #ended: StatementSync;
  #connection: Connection | null = null;
  /** What head office has of this shop's movements, and whether it says that they are shared. */
  #seen = 0;
  #shared = false;
  /** The last outcome that was told, and those before it of vouchers that are not there, for their shop has not told of them yet. */
  #told = 0;
  #unplaced: readonly Outcome[] = [];

  /** `db` can only read. `epoch`: of the shop's present life, which a restore ends. */
  constructor(db: DatabaseSync, readonly epoch: () => string) {
    this.#shares = db.prepare("SELECT bons_chaine FROM boutique");
    this.#next = db.prepare("SELECT max(id) AS id FROM (SELECT id FROM mouvements_bon WHERE id > ? ORDER BY id LIMIT ?)");
    this.#moves = db.prepare(MOVES);
    this.#ended = db.prepare(
      "SELECT id, code, montant, etat, hors_ligne, propre, boutique, finie_le, fin FROM reservations_bon WHERE fin > ? ORDER BY fin LIMIT ?",
    );
  }

  /** Whether all that there was has been told on this connection. */
  hasTold(connection: Connection): boolean {
    return connection === this.#connection;
  }

  async tell(connection: Connection, shop: string): Promise<void> {
    const { bons_chaine } = this.#shares.get() as { bons_chaine: 0 | 1 };
    if (connection !== this.#connection) await this.#meet(connection, shop);
    const shares = bons_chaine === 1;
    if (shares) await this.#tellMoves(connection, shop);
    if (shares !== this.#shared) {
      await connection.ask("UPDATE comptoir.partages SET bons = $2::boolean WHERE shop = $1", [shop, shares]);
      this.#shared = shares;
    }
    await this.#tellOutcomes(connection, shop);
    this.#connection = connection;
  }

  /** After a restore all is told, for its numbers are others: what was told before is there under its own names. */
  async #meet(connection: Connection, shop: string): Promise<void> {
    const { rows: [found] } = await connection.ask<
      { bons: boolean; bons_epoque: string | null; bons_vus: string; bons_finis: string }
    >(
      "SELECT bons, bons_epoque, bons_vus, bons_finis FROM comptoir.partages WHERE shop = $1",
      [shop],
    );
    const goesOn = found?.bons_epoque === this.epoch();
    this.#shared = found?.bons === true;
    this.#seen = goesOn ? Number(found.bons_vus) : 0;
    this.#told = goesOn ? Number(found.bons_finis) : 0;
    this.#unplaced = [];
  }

  async #tellMoves(connection: Connection, shop: string): Promise<void> {
    for (;;) {
      const { id } = this.#next.get(this.#seen, PAGE) as { id: number | null };
      if (id === null) return;
      await this.#put(connection, shop, this.#moves.all(this.#seen, id) as unknown as Movement[]);
      this.#seen = id;
      await this.#keepPlace(connection, shop);
    }
  }

  /** Of each voucher the first that is not there, until all are: one whose number another shop has taken meanwhile comes again. */
  async #put(connection: Connection, shop: string, moves: readonly Movement[]): Promise<void> {
    const wanted: (Omit<Movement, "code"> & { readonly empreinte: string })[] = [];
    for (const { code, ...move } of moves) wanted.push({ ...move, empreinte: await fingerprintOf(code) });
    let rest: readonly (typeof wanted)[number][] = wanted;
    for (let round = 0; rest.length > 0; round++) {
      if (round > wanted.length + ROUNDS_LOST) throw new Trouble("busy");
      const first = [...new Map(rest.toReversed().map((move) => [move.empreinte, move])).values()];
      await connection.ask(PUT, [shop, JSON.stringify(first)]);
      const { rows } = await connection.ask<{ empreinte: string; cle: string }>(
        `SELECT e.empreinte, e.cle FROM comptoir.bons_mouvements e JOIN ${LISTED(2, "empreinte text, cle text")}
           ON r.empreinte = e.empreinte AND r.cle = e.cle WHERE e.shop = $1 AND e.par = $1`,
        [shop, JSON.stringify(first.map(({ empreinte, cle }) => ({ empreinte, cle })))],
      );
      const there = new Set(rows.map(({ empreinte, cle }) => `${empreinte} ${cle}`));
      rest = rest.filter(({ empreinte, cle }) => !there.has(`${empreinte} ${cle}`));
    }
  }

  async #tellOutcomes(connection: Connection, shop: string): Promise<void> {
    const ended = this.#ended.all(this.#told, PAGE) as unknown as Outcome[];
    const unplaced: Outcome[] = [];
    for (const outcome of [...this.#unplaced, ...ended]) {
      if (!await written(connection, (asking) => tellOutcome(asking, shop, outcome)) && isRecent(outcome)) unplaced.push(outcome);
    }
    const isOtherwise = ended.length > 0 || unplaced.length < this.#unplaced.length;
    this.#unplaced = unplaced;
    this.#told = ended.at(-1)?.fin ?? this.#told;
    if (isOtherwise) await this.#keepPlace(connection, shop);
    if (ended.length === PAGE) await this.#tellOutcomes(connection, shop);
  }

  /** What is told is not told again to the next connection, up to the first that has no place there yet. */
  async #keepPlace(connection: Connection, shop: string): Promise<void> {
    await connection.ask(
      "UPDATE comptoir.partages SET bons_epoque = $2, bons_vus = $3::bigint, bons_finis = $4::bigint WHERE shop = $1",
      [shop, this.epoch(), this.#seen, this.#unplaced[0] === undefined ? this.#told : this.#unplaced[0].fin - 1],
    );
  }
}

/** Whether there is no more to tell: of a voucher that is not there it is told later. */
async function tellOutcome(asking: Asking, shop: string, outcome: Outcome): Promise<boolean> {
  const { id, code, montant, etat, hors_ligne, propre, boutique } = outcome;
  const found = await vouchersOf(asking, code);
  const held = found.find(({ entries }) => entries.some(({ par, cle }) => par === shop && cle === id));
  const isUsed = etat === "utilisee";
  // The answer to it was lost, and one's own voucher was taken without: its movement is told by itself.
  if (held !== undefined) {
    await end(asking, held.shop, code, shop, id, isUsed && !(hors_ligne === 1 && propre === 1));
    return true;
  }
  // What never came there must not come any more: nobody would tell its end.
  if (!isUsed) {
    await Promise.all(found.map((one) => end(asking, one.shop, code, shop, id, false)));
    return true;
  }
  if (hors_ligne === 1 && propre === 1) return true;
  // Told by this shop when it had another name here: a payment's key is drawn, and no other's.
  if (found.some(({ entries }) => entries.some(({ cle, suite }) => cle === id && suite === "utilise"))) return true;
  const givers = found.filter((one) => boutique === null ? one.shop !== shop : one.shop === boutique);
  if (givers.length !== 1) return false;
  // Taken without a word from head office, or head office has lost what it said, as one that was restored: it hears of it now,
  // and whoever gave the voucher owes it.
  const [{ shop: issuer, entries }] = givers as [(typeof givers)[0]];
  await asking.ask(
    `INSERT INTO comptoir.bons_mouvements (shop, empreinte, n, par, cle, genre, montant)
     VALUES ($1, $2, $3::int, $4, $5, 'utilisation', $6::bigint)`,
    [issuer, await fingerprintOf(code), nextOf(entries), shop, id, -montant],
  );
  await end(asking, issuer, code, shop, id, true);
  return true;
}

/** What nobody has given for so long was no voucher. */
function isRecent({ finie_le }: Outcome): boolean {
  return Date.now() - Date.parse(finie_le) < LIMITS.voucherUnplacedMs;
}

/** Rounds in which others were first. */
const ROUNDS_LOST = 20;

async function end(asking: Asking, issuer: string, code: string, shop: string, key: string, isUsed: boolean): Promise<void> {
  await asking.ask(
    "INSERT INTO comptoir.bons_suites (shop, empreinte, par, cle, suite) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    [issuer, await fingerprintOf(code), shop, key, isUsed ? "utilise" : "libere"],
  );
}

/** What moved here; what a payment had held there stands there under that one's own name. Practice is nobody else's. */
const MOVES = `SELECT m.vente_id || '/' || m.id AS cle, b.code, iif(m.genre = 'emission', b.genre, m.genre) AS genre, m.montant
  FROM mouvements_bon m JOIN bons b ON b.id = m.bon_id
  WHERE m.id > ?1 AND m.id <= ?2 AND b.formation = 0 AND NOT EXISTS (
    SELECT 1 FROM reservations_bon r WHERE r.vente_id = m.vente_id AND r.code = b.code AND r.etat = 'utilisee' AND r.hors_ligne = 0
      AND m.genre = 'utilisation'
  ) ORDER BY m.id`;

const PUT = `INSERT INTO comptoir.bons_mouvements (shop, empreinte, n, par, cle, genre, montant)
  SELECT $1, r.empreinte,
    (SELECT CASE WHEN coalesce(min(e.n), 2) > 1 THEN 1 ELSE (
       SELECT min(a.n) + 1 FROM comptoir.bons_mouvements a WHERE a.shop = $1 AND a.empreinte = r.empreinte AND a.n >= 1
         AND NOT EXISTS (SELECT 1 FROM comptoir.bons_mouvements b WHERE b.shop = $1 AND b.empreinte = r.empreinte
           AND b.n::bigint = a.n::bigint + 1)
     ) END FROM comptoir.bons_mouvements e WHERE e.shop = $1 AND e.empreinte = r.empreinte AND e.n >= 1),
    $1, r.cle, r.genre, r.montant
  FROM ${LISTED(2, "empreinte text, cle text, genre text, montant bigint")}
  ON CONFLICT DO NOTHING`;
