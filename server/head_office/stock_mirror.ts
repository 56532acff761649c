/**
 * Keeps at head office what this shop has of each article, for the other shops: the present state and no history, so that it is
 * whole again after whatever became of either side, such as a restored backup. It is told once all records are sent.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { Connection } from "./connection.ts";
import { LISTED } from "./shared_stock.ts";
import { plainText } from "./tables.ts";

/** Numbers as text: an article's may be beyond what is exact here, and so may its stock, in thousandths. */
interface Shared {
  readonly code: string;
  readonly produit_id: string;
  readonly libelle: string;
  readonly unite: string;
  readonly quantite: string;
}

/** Articles that are read at once. */
const PAGE = 1_000;
/** Of more articles that moved since the last look all are looked at. */
const FEW = 200;

export class StockMirror {
  readonly #next: StatementSync;
  readonly #last: StatementSync;
  readonly #moved: StatementSync;
  readonly #shared: StatementSync;
  /** What head office has, by code, as long as this connection stands. */
  #told = new Map<string, string>();
  #connection: Connection | null = null;
  /** The last movement that is told of, and when all articles were looked at. */
  #seen = 0;
  #looked = -Infinity;

  /** `db` can only read. */
  constructor(db: DatabaseSync) {
    this.#next = db.prepare("SELECT CAST(max(id) AS TEXT) AS id FROM (SELECT id FROM produits WHERE id > ? ORDER BY id LIMIT ?)");
    this.#shared = db.prepare(SHARED);
    this.#last = db.prepare("SELECT coalesce(max(id), 0) AS id FROM mouvements_stock");
    this.#moved = db.prepare(
      "SELECT DISTINCT CAST(produit_id AS TEXT) AS id FROM mouvements_stock WHERE id > ? AND id <= ? LIMIT ?",
    );
  }

  /** `name`: the shop's, for the others. */
  async tell(connection: Connection, shop: string, name: string): Promise<void> {
    if (connection !== this.#connection) await this.#meet(connection, shop);
    // Read before the articles: what moves meanwhile is seen at the next look.
    const { id: last } = this.#last.get() as { id: number };
    const moved = this.#moved.all(this.#seen, last, FEW) as { id: string }[];
    const now = performance.now();
    if (moved.length === FEW || now - this.#looked >= LIMITS.headOfficeGreetMs) {
      await this.#tellAll(connection, shop);
      await connection.ask(PRESENT, [shop, plainText(name)]);
      this.#looked = now;
    } else if (moved.length > 0) {
      await this.#put(connection, shop, moved.flatMap(({ id }) => this.#between(id, id)));
    }
    this.#seen = last;
  }

  async #meet(connection: Connection, shop: string): Promise<void> {
    const { rows } = await connection.ask<Shared>(
      "SELECT code, produit_id, libelle, unite, quantite FROM comptoir.stock_partage WHERE shop = $1",
      [shop],
    );
    this.#told = new Map(rows.map((row) => [row.code, spelt(row)]));
    this.#looked = -Infinity;
    this.#connection = connection;
  }

  /** A page at a time: no reading keeps the shop's log from being folded. */
  async #tellAll(connection: Connection, shop: string): Promise<void> {
    const gone = new Set(this.#told.keys());
    for (let before = LEAST;;) {
      const { id } = this.#next.get(before, PAGE) as { id: string | null };
      if (id === null) break;
      const page = this.#between(before, id);
      for (const { code } of page) gone.delete(code);
      await this.#put(connection, shop, page);
      before = id;
    }
    if (gone.size === 0) return;
    const codes = JSON.stringify([...gone].map((code) => ({ code })));
    await connection.ask(
      `DELETE FROM comptoir.stock_partage WHERE shop = $1 AND code IN (SELECT r.code FROM ${LISTED(2, "code text")})`,
      [shop, codes],
    );
    for (const code of gone) this.#told.delete(code);
  }

  /** Of articles by their numbers. A code that is no text for head office is nothing that anybody scans. */
  #between(first: string, last: string): Shared[] {
    const rows = this.#shared.all(first, last) as unknown as Shared[];
    return rows.filter(({ code }) => plainText(code) === code).map((row) => ({ ...row, libelle: plainText(row.libelle) }));
  }

  /** Those that are not there as they are. */
  async #put(connection: Connection, shop: string, rows: readonly Shared[]): Promise<void> {
    const changed = rows.filter((row) => this.#told.get(row.code) !== spelt(row));
    if (changed.length === 0) return;
    await connection.ask(PUT, [shop, JSON.stringify(changed)]);
    for (const row of changed) this.#told.set(row.code, spelt(row));
  }
}

function spelt({ produit_id, libelle, unite, quantite }: Shared): string {
  return JSON.stringify([String(produit_id), libelle, unite, String(quantite)]);
}

/** Before every article. */
const LEAST = "-9223372036854775808";

const TOLD = "CAST(p.id AS TEXT) AS produit_id, p.libelle, p.unite, CAST(p.stock AS TEXT) AS quantite";
const OF = "p.id BETWEEN ?1 AND ?2 AND p.suivi_stock = 1 AND p.actif = 1";
/** Articles that are followed and sold, by each code that stands for one piece. */
const SHARED = `SELECT p.code_barres AS code, ${TOLD} FROM produits p WHERE ${OF} AND p.code_barres IS NOT NULL
  UNION ALL SELECT c.code, ${TOLD} FROM produits p JOIN codes_produits c ON c.produit_id = p.id WHERE ${OF} AND c.quantite = 1000`;

const PUT = `INSERT INTO comptoir.stock_partage (shop, code, produit_id, libelle, unite, quantite)
  SELECT $1, r.code, r.produit_id, r.libelle, r.unite, r.quantite
  FROM ${LISTED(2, "code text, produit_id bigint, libelle text, unite text, quantite bigint")}
  ON CONFLICT (shop, code) DO UPDATE SET produit_id = excluded.produit_id, libelle = excluded.libelle,
    unite = excluded.unite, quantite = excluded.quantite`;

const PRESENT = `INSERT INTO comptoir.partages (shop, nom, stock_le) VALUES ($1, $2, now())
  ON CONFLICT (shop) DO UPDATE SET nom = excluded.nom, stock_le = excluded.stock_le`;
