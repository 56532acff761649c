/**
 * `--demo`: makes a demo shop in an empty folder. The month of sales is run by the real writer with
 * the shop's real commands, each at its past moment, so that every rule of the shop holds for it. It
 * is made in memory and put in the database's place when it is whole: a demo is there or it is not.
 */
import { existsSync, rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { SERVER } from "../database/actors.ts";
import type { Actor } from "../database/application.ts";
import { makeBackup } from "../database/files/backup.ts";
import { Casualties } from "../database/workers/casualties.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { journalHead } from "../database/files/head_file.ts";
import type { WriteJob } from "../database/jobs.ts";
import { MemoryFile } from "../database/files/memory_file.ts";
import { Replacement } from "../database/files/replacement.ts";
import { openWriter } from "../database/sql/sqlite.ts";
import type { Writer } from "../database/writing/writer.ts";
import { Passwords } from "../security/passwords.ts";
import { shop } from "../shop/application.ts";
import { demoCommands } from "../shop/demo/fill.ts";
import { DEMO_STAFF, type DemoUser } from "../shop/demo/people.ts";
import { DEMO_SEED, planMonth } from "../shop/demo/plan.ts";
import type { Step } from "../shop/demo/steps.ts";
import { fiscalKeyName } from "../shop/fiscal/key.ts";
import { Refused } from "./console.ts";
import { startWorker } from "../workers.ts";
import { endProcess } from "./last_resort.ts";
import { addPerson, openToldShop, type ToldShop } from "./told_shop.ts";

export interface Demo {
  readonly products: number;
  readonly tickets: number;
  /** In clear, to be told once: the database has hashes. */
  readonly passwords: Readonly<Record<DemoUser, string>>;
}

/** Fills an empty folder; null when it holds a demo already. Refuses a shop that is none. */
export async function makeDemo(folder: DataFolder, version: string, today: Date): Promise<Demo | null> {
  const found = inspect(folder.database);
  if (found === "demo") return null;
  if (found === "shop") {
    throw new Refused(
      `There is a real shop in '${folder.path}', which never becomes a demo: choose an empty folder with --data.`,
    );
  }
  const passwords = { caisse1: newPassword(), vendeur1: newPassword(), vendeur2: newPassword() };
  // A third of a second each: beside the month, not before it.
  const hashes = hashAll(Object.values(passwords));
  const { steps, start } = planMonth(today, DEMO_SEED);
  const told = await openToldShop({ folder, start, version, demo: true, commands: demoCommands });
  const { db } = told;
  try {
    const runner = new Runner(told);
    for (const step of steps) runner.run(step);
    const known = await hashes;
    const setHash = db.prepare("UPDATE _users SET password_hash = ? WHERE username = ?");
    for (const [at, { username }] of DEMO_STAFF.entries()) setHash.run(known[at]!, username);
    await putInPlace(db, folder, told.writer);
    return { passwords, ...counts(db) };
  } finally {
    db.close();
  }
}

/** What a folder holds: a shop in which nothing was ever done counts as empty. */
function inspect(file: string): "empty" | "demo" | "shop" {
  if (!existsSync(file) || statSync(file).size === 0) return "empty";
  const db = openWriter(file);
  try {
    const row = db.prepare("SELECT demo FROM boutique").get() as { demo: number };
    if (row.demo === 1) return "demo";
    const touched = db.prepare(
      `SELECT EXISTS (SELECT 1 FROM _users) OR EXISTS (SELECT 1 FROM produits) OR EXISTS (SELECT 1 FROM ventes)
         OR EXISTS (SELECT 1 FROM journal_fiscal) AS touched`,
    ).get() as { touched: number };
    return touched.touched === 1 ? "shop" : "empty";
  } catch (error) {
    // A file of another making: whatever it is, it is not empty.
    if (/no such (?:table|column)/.test((error as Error).message)) return "shop";
    throw error;
  } finally {
    db.close();
  }
}

class Runner {
  readonly #actors: ReadonlyMap<DemoUser, Actor>;
  readonly #version;
  readonly #code;

  constructor(readonly told: ToldShop) {
    this.#actors = new Map(DEMO_STAFF.map((user) => [user.username, addPerson(told, { ...user, mode: "client" })]));
    this.#version = told.db.prepare("SELECT version FROM ventes WHERE id = ?");
    this.#code = told.db.prepare("SELECT code FROM bons WHERE vente_id = ?");
  }

  run({ at, by, work }: Step): void {
    const actor = by === null ? SERVER : this.#actors.get(by)!;
    this.#do(at, { actor, work: work.kind === "command" ? { ...work, input: this.#seen(work) } : work, idempotency: null });
  }

  /** A cashier pays the version of the ticket that is on the screen, with the code of the voucher that is handed over. */
  #seen({ name, input }: Step["work"] & { kind: "command" }): typeof input {
    if (name !== "ventes.encaisser") return input;
    const { version } = this.#version.get(input["id"] as string) as { version: number };
    const paiements = (input["paiements"] as { code?: string }[]).map(({ code: ticket, ...payment }) =>
      ticket === undefined ? payment : { ...payment, ...this.#code.get(ticket) as { code: string } }
    );
    return { ...input, version, paiements };
  }

  #do(at: string, job: WriteJob): void {
    const { clock, writer } = this.told;
    clock.at = Date.parse(at);
    const [answer] = writer.run([job]);
    if (answer?.ok !== true) throw new Error(`the demo could not be made: ${JSON.stringify({ answer, job })}`);
  }
}

async function putInPlace(db: DatabaseSync, folder: DataFolder, writer: Writer): Promise<void> {
  const replacement = Replacement.begin(folder);
  const { inside } = replacement;
  try {
    await makeBackup(db, inside.database);
    const key = folder.key("journal");
    await journalHead(inside, key).write(writer.head);
    await MemoryFile.beside(inside, key, shop, db)?.write();
    replacement.decide();
  } catch (error) {
    replacement.abandon();
    throw error;
  }
  replacement.settle();
  // What an empty shop left behind: a key that has signed nothing.
  rmSync(`${folder.path}/${fiscalKeyName(false)}.key`, { force: true });
}

function counts(db: DatabaseSync): { products: number; tickets: number } {
  return db.prepare(
    "SELECT (SELECT count(*) FROM produits) AS products, (SELECT count(*) FROM ventes WHERE etat = 'payee') AS tickets",
  ).get() as { products: number; tickets: number };
}

async function hashAll(clear: readonly string[]): Promise<string[]> {
  const passwords = new Passwords(() => startWorker("passwords"), new Casualties(endProcess));
  try {
    return await Promise.all(clear.map((password) => passwords.hash(password)));
  } finally {
    passwords.close();
  }
}

/** Three groups of four, without characters that are taken for others: 58 bits. */
function newPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const drawn: string[] = [];
  while (drawn.length < 12) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0]!;
    // Bytes beyond the last whole multiple would make some letters likelier.
    if (byte < 256 - 256 % letters.length) drawn.push(letters[byte % letters.length]!);
  }
  return [0, 4, 8].map((at) => drawn.slice(at, at + 4).join("")).join("-");
}
