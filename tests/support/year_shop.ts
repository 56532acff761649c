/** A shop in process: the real writer with the shop's real commands on a database in memory, by a clock that is told. */
import type { DatabaseSync } from "node:sqlite";
import { addPerson, openToldShop, type ToldShop } from "../../server/cli/told_shop.ts";
import type { Actor, Look } from "../../server/database/application.ts";
import type { ToldClock } from "../../server/database/clock.ts";
import { syncFile } from "../../server/database/files/durable.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { journalHead } from "../../server/database/files/head_file.ts";
import { MemoryFile } from "../../server/database/files/memory_file.ts";
import { foldLog } from "../../server/database/files/own_files.ts";
import type { WriteJob } from "../../server/database/jobs.ts";
import type { Writer } from "../../server/database/writing/writer.ts";
import { shop } from "../../server/shop/application.ts";
import { timesIn } from "../../server/shop/demo/steps.ts";
import type { JsonValue, Query } from "../../shared/protocol.ts";
import { Dice } from "./generator.ts";

export interface YearPlan {
  readonly year: number;
  readonly seed: number;
  /** The shop opens on every so many days. */
  readonly every: number;
  /** Tickets on a day on which it is open. */
  readonly tickets: number;
}

const ZONE = "Europe/Paris";
const SIRET = "73282932000074";
/** id, label, price in cents, rate, nature. One for each rate of the mainland, and what is outside VAT. */
const GOODS = [
  [1, "Pain de campagne", 320, 550, "bien"],
  [2, "Café allongé", 210, 1_000, "bien"],
  [3, "Lampe « Nuit »", 4_990, 2_000, "bien"],
  [4, "Journal | édition du soir", 180, 210, "bien"],
  [5, "Timbre à 1 €; œuf", 143, 0, "bien"],
  [6, "Vin\tde pays", 890, 2_000, "bien"],
  [7, "Consigne bocal", 200, 0, "consigne"],
  [8, "Carte cadeau", 3_000, 0, "carte_cadeau"],
] as const;
export const FOOD = [1] as const;

export class YearShop {
  readonly db: DatabaseSync;
  readonly clock: ToldClock;
  readonly timeOf = timesIn(ZONE);
  readonly dice: Dice;
  readonly owner: Actor;
  readonly cashier: Actor;
  readonly #writer: Writer;

  private constructor({ db, clock, writer }: ToldShop, readonly folder: DataFolder, readonly plan: YearPlan) {
    this.db = db;
    this.clock = clock;
    this.dice = new Dice(plan.seed);
    this.#writer = writer;
    this.owner = addPerson({ writer }, { username: "patron", name: "patron", role: "administrateur", mode: "server" });
    this.cashier = addPerson({ writer }, { username: "camille", name: "camille", role: "caisse", mode: "client" });
  }

  /** In memory; in the database of the data folder `dir`, an empty one, where one is named. */
  static async make(plan: YearPlan, dir?: string): Promise<YearShop> {
    const folder = new DataFolder(dir ?? await Deno.makeTempDir({ prefix: "comptoir-year-" }));
    folder.prepare();
    const start = timesIn(ZONE)(`${plan.year}-01-01`, 6 * 60);
    const file = dir === undefined ? {} : { file: folder.database };
    const told = await openToldShop({ folder, start, version: "0", zone: ZONE, ...file });
    // What a power cut leaves of it is made anew.
    if (dir !== undefined) told.db.exec("PRAGMA synchronous = OFF");
    const made = new YearShop(told, folder, plan);
    made.#furnish();
    return made;
  }

  /** Leaves it in its folder as a server does that stops: signed files beside it, all in the one file. */
  async leave(): Promise<void> {
    const key = this.folder.key("journal");
    await journalHead(this.folder, key).write(this.#writer.head);
    await MemoryFile.beside(this.folder, key, shop, this.db)?.write();
    foldLog(this.db);
    this.db.exec("PRAGMA synchronous = FULL");
    this.db.close();
    syncFile(this.folder.database);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.db.close();
    await Deno.remove(this.folder.path, { recursive: true });
  }

  /** The books as a question sees them, now. */
  get look(): Look {
    return {
      actor: this.owner,
      now: new Date(this.clock.at).toISOString(),
      get: (sql: string, ...params: never[]) => this.db.prepare(sql).get(...params),
      all: (sql: string, ...params: never[]) => this.db.prepare(sql).all(...params),
      fail: (code: string) => {
        throw new Error(code);
      },
    } as unknown as Look;
  }

  /** What a command answers; it must not be refused. */
  // deno-lint-ignore no-explicit-any -- answers of every shape
  do(actor: Actor, name: string, input: Readonly<Record<string, unknown>>): any {
    return this.#run({
      actor,
      work: { kind: "command", name, input: input as unknown as Record<string, JsonValue> },
      idempotency: null,
    });
  }

  write(actor: Actor, ...queries: readonly (readonly [sql: string, ...params: (string | number | null)[]])[]): void {
    const batch = queries.map(([query, ...params]): Query => ({
      type: query.slice(0, 6).toLowerCase() as Query["type"],
      query,
      params,
    }));
    this.#run({ actor, work: { kind: "queries", batch: true, queries: batch }, idempotency: null });
  }

  // deno-lint-ignore no-explicit-any -- answers of every shape
  #run(job: WriteJob): any {
    const [answer] = this.#writer.run([job]);
    if (answer?.ok !== true) throw new Error(JSON.stringify({ answer, job }));
    return JSON.parse(answer.body);
  }

  #furnish(): void {
    for (const [id, libelle, prix, tva, nature] of GOODS) {
      const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, nature, titre_restaurant) VALUES (?, ?, ?, ?, ?, ?)";
      this.write(this.owner, [into, id, libelle, prix, tva, nature, (FOOD as readonly number[]).includes(id) ? 1 : 0]);
    }
    this.write(this.owner, ["UPDATE boutique SET siret = ?, nom = ?, matricule_pa = '0042'", SIRET, "Chez <Léa> & Cie — l'été"]);
    this.write(
      this.owner,
      ["UPDATE produits SET code_barres = '3017620422003' WHERE id = ?", 1],
      ["UPDATE produits SET code_barres = '00012345', suivi_stock = 1, stock = 9000000 WHERE id = ?", 3],
    );
    for (const id of [1, 2]) {
      const into = "INSERT INTO clients (id, nom, siren, telephone) VALUES (?, ?, '732829320', '0612345678')";
      this.write(this.owner, [into, id, `Bistrot n° ${id}`]);
      this.do(this.owner, "comptes.plafonner", { id: String(id), plafond: 50_000 });
    }
  }
}
