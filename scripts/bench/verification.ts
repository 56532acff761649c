/**
 * Years of a shop in one file: how fast its signed records are verified, how long X, Z and the archive take after a day of
 * ten thousand sales, and those of a year. Every sale is made by the shop's own commands.
 */
import { mkdirSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { JsonValue, Query } from "../../shared/protocol.ts";
import type { Actor, Look } from "../../server/database/application.ts";
import { ToldClock } from "../../server/database/clock.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import type { WriteJob } from "../../server/database/jobs.ts";
import { migrate } from "../../server/database/schema/migrations.ts";
import { openReader, openWriter } from "../../server/database/sql/sqlite.ts";
import { verifyJournal } from "../../server/database/journal/verification.ts";
import { journalHead } from "../../server/database/files/head_file.ts";
import { makeWriter } from "../../server/database/writing/make_writer.ts";
import type { Writer } from "../../server/database/writing/writer.ts";
import { engineCommands } from "../../server/security/engine_commands.ts";
import { SERVER } from "../../server/database/actors.ts";
import { shop } from "../../server/shop/application.ts";
import { makeArchive } from "../../server/shop/fiscal/archive/archive.ts";
import { fiscalKey } from "../../server/shop/fiscal/key.ts";
import { verifyFiscal } from "../../server/shop/fiscal/verification.ts";
import { ownZone } from "../../shared/time_zone.ts";
import { calendarIn } from "../../server/shop/calendar.ts";
import { table } from "./figures.ts";
import { measureYear } from "./year.ts";

const SALES_A_DAY = 500;
const BIG_DAY = 10_000;
/** Sales in one transaction. */
const BATCH = 100;
const OPEN_MS = 12 * 3_600_000;

/** Makes a shop of `tickets` paid tickets, the last ten thousand of one day, and measures it. */
export async function measureVerification(tickets: number): Promise<string> {
  const folder = new DataFolder(Deno.makeTempDirSync({ prefix: "comptoir-years-" }));
  try {
    folder.prepare();
    mkdirSync(folder.backups);
    const db = openWriter(folder.database);
    db.exec("PRAGMA synchronous = OFF");
    await migrate(db, shop.migrations, folder.backups, new Date());
    const years = new Years(db, folder);
    const day = years.fill(tickets);
    const close = (genre: string, periode: string) =>
      years.command(day.open + OPEN_MS + 2000, OWNER, "clotures.cloturer", { genre, periode, confirme: true });
    const rows = [...await measureDay(years, db, folder, day), ...await measureYear(folder, close)];
    years.sign();
    db.close();
    return `\n${tickets.toLocaleString("en")} signed tickets, the last ${day.sales.toLocaleString("en")} on one day:\n\n${
      table(["", "time", "", "wanted"], [...rows, ...await measureChains(folder)])
    }`;
  } finally {
    Deno.removeSync(folder.path, { recursive: true });
  }
}

const OWNER: Actor = { ...SERVER, username: "patron", role: "administrateur" };

interface Day {
  readonly open: number;
  readonly sales: number;
}

/** The shop's life, at past moments, without a server. */
class Years {
  readonly writer: Writer;
  readonly #cashier: Actor;
  readonly #ids = new Ids();
  readonly #clock = new ToldClock(0);
  #version: number | null = null;

  constructor(readonly db: DatabaseSync, readonly folder: DataFolder) {
    const commands = engineCommands(shop.people);
    this.writer = makeWriter(db, { folder, application: shop, commands, version: "0.0.0", clock: this.#clock });
    db.exec(`INSERT INTO produits (id, libelle, code_barres, prix_ttc, tva, suivi_stock, stock) VALUES
      (1, 'Pain de campagne', '2000000000015', 340, 550, 0, 0), (2, 'Thé vert de Chine 100 g', '2000000000022', 890, 550, 1, 100000000),
      (3, 'Lampe de chevet', '2000000000039', 2490, 2000, 1, 100000000)`);
    this.#cashier = { ...SERVER, userId: 1, username: "chloe", role: "caisse", mode: "client" };
  }

  /** Days of five hundred sales, each closed, and one of ten thousand that is still open. */
  fill(tickets: number): Day {
    const last = Math.min(BIG_DAY, tickets);
    const days = Math.ceil((tickets - last) / SALES_A_DAY);
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
    for (let day = 0, left = tickets - last; left > 0; day++) {
      const sales = Math.min(SALES_A_DAY, left);
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
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
      ...[[1, 2_000], [2, 1_000], [3, 1_000]].map(([product, quantity], at) =>
        ({ type: "insert", query: line, params: [this.#ids.next(), id, product!, quantity!, at] }) as const
      ),
    ];
  }

  #run(at: number, jobs: readonly WriteJob[]): string[] {
    this.#clock.at = at;
    return this.writer.run(jobs).map((answer) => {
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      return answer.body;
    });
  }
}

async function measureDay(years: Years, db: DatabaseSync, folder: DataFolder, { open }: Day): Promise<string[][]> {
  const periode = calendarIn(ownZone()).dayOf(new Date(open).toISOString());
  const order = { periode, version: "0.0.0", now: new Date(), partBytes: LIMITS.archivePartBytes, verifier: "" };
  const timed = async (what: string, work: () => unknown) => {
    const started = performance.now();
    await work();
    const ms = performance.now() - started;
    return { ms, row: [what, `${ms.toFixed(0)} ms`, "", ""] };
  };
  const steps = [
    await timed("X report", () => years.ask(open + OPEN_MS, OWNER, "caisses.x", { nom: "C1" })),
    await timed("count", () => years.command(open + OPEN_MS, OWNER, "caisses.fermer", { nom: "C1", compte: 0 })),
    await timed("Z", () => years.command(open + OPEN_MS + 1000, OWNER, "clotures.cloturer", { genre: "jour", periode })),
    await timed(
      "archive of the day",
      () => makeArchive(db, fiscalKey(db, (name) => folder.readSecret(name))!, order, () => {}),
    ),
  ];
  const sum = steps.reduce((ms, step) => ms + step.ms, 0);
  return [...steps.map(({ row }) => row), ["X, count, Z and archive", `${sum.toFixed(0)} ms`, "", "< 5 s"]];
}

async function measureChains(folder: DataFolder): Promise<string[][]> {
  const db = openReader(folder.database);
  const key = fiscalKey(db, (name) => folder.readSecret(name));
  const rows: string[][] = [];
  const timed = async (what: string, work: () => { records: number } | Promise<{ records: number }>) => {
    const started = performance.now();
    const { records } = await work();
    const seconds = (performance.now() - started) / 1000;
    rows.push([what, `${seconds.toFixed(1)} s`, `${Math.round(records / seconds).toLocaleString("en")} records/s`, ""]);
  };
  const told = (parallel: number) => {
    const started = performance.now();
    return {
      parallel,
      progress: (done: number, total: number) => done % 5_120 < 256 && progress("records verified", done, total, started),
    };
  };
  const sound = async (parallel: number) => {
    const result = await verifyFiscal(db, key, told(parallel));
    if (!result.ok) throw new Error(`${result.first_wrong}: ${result.problem}`);
    return result;
  };
  await timed("verify, as the command line", () => sound(64));
  await timed("verify, beside the shop's work", () => sound(1));
  await timed("verify since the last closing", () => verifyFiscal(db, key, { sinceClosing: true }));
  await timed("the engine's journal", () => verifyJournal(db, journalHead(folder, folder.signedBy()).read()));
  db.close();
  return rows;
}

function job(actor: Actor, work: WriteJob["work"]): WriteJob {
  return { actor, work, idempotency: null };
}

function progress(what: string, done: number, of: number, started: number): void {
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
