/** Years of a shop's life as its own commands make them, at past moments, straight in its database while no server runs. */
import type { DatabaseSync } from "node:sqlite";
import type { JsonValue, Query } from "../../shared/protocol.ts";
import { ownZone } from "../../shared/time_zone.ts";
import { SERVER } from "../../server/database/actors.ts";
import type { Actor, Look } from "../../server/database/application.ts";
import { ToldClock } from "../../server/database/clock.ts";
import type { DataFolder } from "../../server/database/files/folder.ts";
import { journalHead } from "../../server/database/files/head_file.ts";
import type { WriteJob } from "../../server/database/jobs.ts";
import { makeWriter } from "../../server/database/writing/make_writer.ts";
import type { Writer } from "../../server/database/writing/writer.ts";
import { engineCommands } from "../../server/security/engine_commands.ts";
import { shop } from "../../server/shop/application.ts";
import { calendarIn } from "../../server/shop/calendar.ts";

const SALES_A_DAY = 500;
const BIG_DAY = 10_000;
/** Sales of each day of the year that has begun, where the one before it is to hold nearly all. */
const QUIET_DAY = 20;
const NAMES = ["Dupont", "Martin", "Bernard", "Étienne", "d’Olive"];
/** Sales in one transaction. */
const BATCH = 100;
/** Milliseconds between a day's opening and its last sale. */
export const OPEN_MS = 12 * 3_600_000;

export const OWNER: Actor = { ...SERVER, username: "patron", role: "administrateur" };

export interface Day {
  readonly open: number;
  readonly sales: number;
}

export class Years {
  readonly writer: Writer;
  readonly #cashier: Actor;
  readonly #ids = new Ids();
  readonly #clock = new ToldClock(0);
  #version: number | null = null;
  #drafts = 0;

  /** `customers`: every third sale is one of these many's. */
  constructor(readonly db: DatabaseSync, readonly folder: DataFolder, readonly customers = 0) {
    const commands = engineCommands(shop.people);
    this.writer = makeWriter(db, { folder, application: shop, commands, version: "0.0.0", clock: this.#clock });
    db.exec(`INSERT INTO produits (id, libelle, code_barres, prix_ttc, tva, suivi_stock, stock) VALUES
      (1, 'Pain de campagne', '2000000000015', 340, 550, 0, 0), (2, 'Thé vert de Chine 100 g', '2000000000022', 890, 550, 1, 100000000),
      (3, 'Lampe de chevet', '2000000000039', 2490, 2000, 1, 100000000)`);
    const named = db.prepare("INSERT INTO clients (id, nom) VALUES (?, ?)");
    for (let id = 1; id <= this.customers; id++) named.run(id, `${NAMES[id % NAMES.length]} Marie ${id}`);
    this.#cashier = { ...SERVER, userId: 1, username: "chloe", role: "caisse", mode: "client" };
  }

  /** Days that are closed, of five hundred sales or so that one year holds nearly all, and one of ten thousand that is still open. */
  fill(tickets: number, inOneYear = false): Day {
    const last = Math.min(BIG_DAY, tickets);
    const counts = inOneYear ? overLastYear(tickets - last) : evenly(tickets - last, Math.ceil((tickets - last) / SALES_A_DAY));
    const days = counts.length;
    const today = new Date();
    today.setHours(0, 0, 0, 0);
    const openingOf = (ago: number) => today.getTime() - ago * 86_400_000 + 8 * 3_600_000;
    this.command(openingOf(days) - 1000, SERVER, "engine.user_add", {
      username: "chloe",
      name: "Chloé Martin",
      role: "caisse",
      password_hash: "",
    });
    const started = performance.now();
    let left = tickets - last;
    for (const [day, sales] of counts.entries()) {
      this.#day(openingOf(days - day), sales);
      this.command(openingOf(days - day) + OPEN_MS + 1000, SERVER, "clotures.cloturer", {
        genre: "jour",
        periode: calendarIn(ownZone()).dayOf(new Date(openingOf(days - day)).toISOString()),
      });
      left -= sales;
      if (day % 10 === 0) progress("sales made", tickets - last - left, tickets, started);
    }
    this.#sales(openingOf(0), last, (done) => progress("sales made", tickets - last + done, tickets, started));
    return { open: openingOf(0), sales: last };
  }

  command(at: number, actor: Actor, name: string, input: JsonValue): JsonValue {
    return JSON.parse(this.#run(at, [job(actor, { kind: "command", name, input })])[0]!) as JsonValue;
  }

  ask(at: number, actor: Actor, name: string, input: JsonValue): JsonValue {
    const look: Look = {
      actor,
      now: new Date(at).toISOString(),
      get: (sql, ...params) => this.db.prepare(sql).get(...params) as ReturnType<Look["get"]>,
      all: (sql, ...params) => this.db.prepare(sql).all(...params) as ReturnType<Look["all"]>,
      fail: (code) => {
        throw new Error(code);
      },
    };
    return shop.questions[name]!(look, input);
  }

  /** The head of the journal beside the database, without which its end could be cut. */
  async sign(): Promise<void> {
    await journalHead(this.folder, this.folder.key("journal")).write(this.writer.head);
  }

  get cashier(): Actor {
    return this.#cashier;
  }

  #day(open: number, sales: number): void {
    this.#sales(open, sales, () => {});
    this.command(open + OPEN_MS, OWNER, "caisses.fermer", { nom: "C1", compte: 0 });
  }

  #sales(open: number, sales: number, told: (done: number) => void): void {
    this.command(open, this.#cashier, "caisses.ouvrir", { nom: "C1", fond: 15_000 });
    for (let done = 0; done < sales; done += BATCH) {
      const count = Math.min(BATCH, sales - done);
      const at = open + Math.floor((done / sales) * OPEN_MS);
      const ids = Array.from({ length: count }, () => this.#ids.next());
      this.#run(at, ids.map((id) => job(this.#cashier, { kind: "queries", batch: true, queries: this.#draft(id) })));
      this.#version ??= (this.db.prepare("SELECT version FROM ventes WHERE id = ?").get(ids[0]!) as { version: number }).version;
      const paiements = [{ mode: "especes", montant: 2_000 }, { mode: "carte", montant: 3_770 }];
      this.#run(
        at,
        ids.map((id) => {
          const input = { id, version: this.#version, paiements };
          return job(this.#cashier, { kind: "command", name: "ventes.encaisser", input });
        }),
      );
      if (done % 2_000 === 0) told(done);
    }
  }

  #draft(id: string): Query[] {
    const line = "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, position) VALUES (?, ?, ?, ?, ?)";
    return [
      this.#head(id),
      ...[[1, 2_000], [2, 1_000], [3, 1_000]].map(([product, quantity], at) =>
        ({ type: "insert", query: line, params: [this.#ids.next(), id, product!, quantity!, at] }) as const
      ),
    ];
  }

  #head(id: string): Query {
    const n = ++this.#drafts;
    if (this.customers === 0 || n % 3 !== 0) return { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] };
    const params = [id, 1 + n % this.customers];
    return { type: "insert", query: "INSERT INTO ventes (id, client_id) VALUES (?, ?)", params };
  }

  #run(at: number, jobs: readonly WriteJob[]): string[] {
    this.#clock.at = at;
    return this.writer.run(jobs).map((answer) => {
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      return answer.body;
    });
  }
}

/** How many sales each of so many days has. */
function evenly(sales: number, days: number): number[] {
  return Array.from({ length: days }, (_, day) => Math.floor((day + 1) * sales / days) - Math.floor(day * sales / days));
}

/** The same from the beginning of last year until yesterday. */
function overLastYear(sales: number): number[] {
  const year = new Date().getFullYear();
  const daysUntil = (to: Date, from: Date) => Math.round((to.getTime() - from.getTime()) / 86_400_000);
  const begun = new Date(year, 0, 1);
  const today = new Date(new Date().setHours(0, 0, 0, 0));
  const quiet = Array<number>(daysUntil(today, begun)).fill(QUIET_DAY);
  return [...evenly(sales - quiet.length * QUIET_DAY, daysUntil(begun, new Date(year - 1, 0, 1))), ...quiet];
}

function job(actor: Actor, work: WriteJob["work"]): WriteJob {
  return { actor, work, idempotency: null };
}

export function progress(what: string, done: number, of: number, started: number): void {
  const seconds = (performance.now() - started) / 1000;
  console.error(`  ${what}: ${done} of ${of}, ${seconds.toFixed(0)} s`);
}

/** UUIDs in order, as tills make them. */
class Ids {
  #count = 0;
  next(): string {
    const count = (++this.#count).toString(16).padStart(12, "0");
    return `00000000-0000-7000-8000-${count}`;
  }
}
