/** One of two builds that are compared: its server with a furnished shop, started with the flags of its own checkout. */
import { DatabaseSync } from "node:sqlite";
import { ok, openTill } from "../../../tests/support/acts.ts";
import {
  type Command,
  join,
  PASSWORD,
  type Person,
  startServer,
  type TestServer,
  uuidv7,
} from "../../../tests/support/server.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { processMs } from "../figures.ts";

/** As a shop with one PC, and without a limit on what one till may ask. */
const FLAGS = ["--rate-limit", "0", "--single-machine"];
export const PRODUCTS = 50;
/** Sockets that are opened: as many as there are tills. */
export const SOCKETS = 50;

export class Side {
  private constructor(
    readonly name: string,
    readonly command: Command,
    readonly server: TestServer,
    readonly owner: Person,
    readonly seller: Person,
    readonly cashier: Person,
    /** Of one person, enough of them for all sockets. */
    readonly sessions: readonly string[],
  ) {}

  /** Starts the checkout in `dir`. */
  static async open(name: string, dir: string): Promise<Side> {
    const command = Side.commandOf(dir);
    const server = await startServer({ command, flags: FLAGS });
    const owner = await server.owner();
    const seller = await join(owner, "vendeur1", "vendeur", "127.0.0.1");
    const cashier = await join(owner, "caisse1", "caisse", "127.0.0.1");
    for (let id = 1; id <= PRODUCTS; id++) {
      ok(
        await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (?, ?, 450)", [id, `Thé vert n° ${id}`]),
      );
    }
    ok(await openTill(cashier));
    const sessions: string[] = [];
    for (let at = 0; at < SOCKETS / (LIMITS.socketsPerSession - 1); at++) {
      sessions.push((await server.at("127.0.0.1").signIn("vendeur1", PASSWORD)).token);
    }
    return new Side(name, command, server, owner, seller, cashier, sessions);
  }

  /** How its own `deno task start` runs it. */
  static commandOf(dir: string): Command {
    const path = Deno.realPathSync(dir);
    const { tasks } = JSON.parse(Deno.readTextFileSync(`${path}/deno.json`)) as { tasks: { start: { command: string } } };
    const [, run, ...flags] = tasks.start.command.split(" ");
    if (run !== "run" || flags.pop() !== "main.ts") throw new Error(`${path}/deno.json: its task 'start' runs no main.ts`);
    return [Deno.execPath(), "run", "--quiet", "--no-check", "--config", `${path}/deno.json`, ...flags, `${path}/main.ts`];
  }

  /** Bytes of its database. */
  get bytes(): number {
    const db = new DatabaseSync(`${this.server.dir}/comptoir.db`, { readOnly: true });
    const { bytes } = db.prepare("SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size").get()!;
    db.close();
    return Number(bytes);
  }

  /** Of all its threads, milliseconds of processor since it began; NaN where the system does not tell. */
  get cpuMs(): number {
    return processMs(this.server.process.pid);
  }

  /** Tickets of a cashier with so many lines, ready to be paid: id and version. */
  async tickets(count: number, lines = 1): Promise<{ id: string; version: number }[]> {
    const made: { id: string; version: number }[] = [];
    for (let at = 0; at < count; at++) {
      const id = uuidv7();
      const line = (position: number) => ({
        type: "insert",
        query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, position) VALUES (?, ?, ?, 1000, ?)",
        params: [uuidv7(), id, 1 + (at + position) % PRODUCTS, position],
      });
      const head = { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] };
      ok(await this.cashier.batch([head, ...Array.from({ length: lines }, (_, position) => line(position))]));
      const { rows } = ok(await this.cashier.query("select", "SELECT version FROM ventes WHERE id = ?", [id]));
      made.push({ id, version: rows[0].version });
    }
    return made;
  }

  async dispose(): Promise<void> {
    for (const person of [this.owner, this.seller, this.cashier]) person.client.close();
    await this.server.dispose();
  }
}

/** A server of that checkout on a folder of its own, made and stopped once already; answers the milliseconds until it answers. */
export async function startMs(command: Command, dir: string): Promise<number> {
  const started = performance.now();
  const server = await startServer({ command, dir, flags: FLAGS });
  await (await fetch(`${server.url}/api/health`)).body?.cancel();
  const ms = performance.now() - started;
  await server.stop();
  return ms;
}
