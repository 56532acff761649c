/** A shop under torture: its server, its folder, its people, and what they were told. */
import { TEST_CLOCK } from "../../server/database/clock.ts";
import { run } from "../../tests/support/command_line.ts";
import {
  answerOf,
  PASSWORD,
  Person,
  type ServerOptions,
  startServer,
  type TestServer,
  uuidv7,
} from "../../tests/support/server.ts";
import type { SeededRandom } from "../../server/shop/demo/random.ts";
import { processesOf } from "./processes.ts";
import { type Attempt, Ledger } from "./ledger.ts";
import { Tally } from "./tally.ts";

/** id, label, price in cents. */
export const ARTICLES = [[1, "Pain", 120], [2, "Café", 500], [3, "Lampe", 2000], [4, "Journal", 100]] as const;
/** Customers who may pay later, by id, and how much each may owe, in cents. */
export const CUSTOMERS = [1, 2, 3, 4, 5] as const;
const CEILING = 200_000;
export const SELLERS = 8;
const CASHIERS = 6;
/** Bytes of the small disk on which the folder lies, where one can be mounted. */
const DISK_MIB = 2_048;
/** What a command may take beside two hundred tills on a machine with other work: a copy gives way to all of them. */
const COMMAND_MS = 600_000;

/** A seat at a till: who sits there and at which address. */
export interface Seat {
  readonly name: string;
  readonly person: Person;
  /** The till that a cashier has opened; null for a seller. */
  readonly till: string | null;
}

export class World {
  readonly ledger = new Ledger();
  tally = new Tally();

  private constructor(
    public server: TestServer,
    readonly owner: Person,
    readonly seats: readonly Seat[],
    readonly random: SeededRandom,
    /** Why the folder lies on no disk of its own; null when it does. */
    readonly noDisk: string | null,
  ) {}

  static async open(tills: number, random: SeededRandom, options: Omit<ServerOptions, "dir">): Promise<World> {
    const dir = await Deno.makeTempDir({ prefix: "comptoir-torture-" });
    const noDisk = mount(dir);
    const server = await startServer({ ...options, dir });
    const owner = await server.owner();
    for (const article of ARTICLES) {
      await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (?, ?, ?)", [...article]);
    }
    for (const id of CUSTOMERS) {
      await owner.query("insert", "INSERT INTO clients (id, nom) VALUES (?, ?)", [id, `Client ${id}`]);
      await ask(owner, `/api/clients/${id}/plafond`, { plafond: CEILING });
    }
    const names = [
      ...Array.from({ length: SELLERS }, (_, at) => [`vendeur${at}`, null] as const),
      ...Array.from({ length: CASHIERS }, (_, at) => [`caisse${at}`, `C${at + 1}`] as const),
    ];
    for (const [name, till] of names) {
      const role = till === null ? "vendeur" : "caisse";
      await (await owner.post("/api/users", { username: name, password: PASSWORD, role })).body?.cancel();
      if (till !== null && till !== "C1") await ask(owner, "/api/caisses", { nom: till });
    }
    const seats = Array.from({ length: tills }, (_, at): Seat => {
      const [name, till] = names[at % names.length]!;
      return { name, till, person: server.at(`127.0.${1 + Math.floor(at / 200)}.${2 + at % 200}`) };
    });
    const world = new World(server, owner, seats, random, noDisk);
    await world.signIn();
    await world.openTills();
    return world;
  }

  /** The shop's own date. */
  async today(): Promise<string> {
    const { time, time_zone } = await (await fetch(`${this.server.url}/api/health`)).json() as {
      time: string;
      time_zone: string;
    };
    return new Intl.DateTimeFormat("sv-SE", { timeZone: time_zone }).format(new Date(time));
  }

  /** Every cashier opens a till of her own, where it is closed. */
  async openTills(): Promise<void> {
    const opened = new Set<string>();
    for (const { person, till } of this.seats) {
      if (till === null || opened.has(till)) continue;
      opened.add(till);
      await ask(person, `/api/caisses/${till}/ouvrir`, { fond: 10_000 });
    }
  }

  /** One session for each person, shared by the seats where they sit. */
  async signIn(): Promise<void> {
    this.owner.token = null;
    await this.owner.signIn("patron", PASSWORD);
    const tokens = new Map<string, string>();
    for (const { name, person } of this.seats) {
      if (!tokens.has(name)) tokens.set(name, (await person.signIn(name, PASSWORD)).token);
      person.token = tokens.get(name)!;
    }
  }

  /** Sends an attempt; true when it was acknowledged. */
  async attempt(person: Person, attempt: Attempt): Promise<boolean> {
    const started = performance.now();
    try {
      const answer = await ask(person, attempt.path, attempt.body, attempt.key);
      this.tally.answered(attempt.path, answer.status, answer.body?.code);
      if (answer.status === 503 || answer.status === 429) {
        // Refused, or cut off on its way: the same key tells.
        this.ledger.unsure.push(attempt);
        return false;
      }
      // Whoever works asks nothing that is wrong.
      if (answer.status === 400) this.tally.bugs.push(`${attempt.path}: ${JSON.stringify(answer.body)}`);
      if (answer.status !== 200) return false;
      this.tally.wrote(performance.now() - started);
      this.ledger.take(attempt.proves(answer));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "AssertionError") this.tally.bugs.push(error.message);
      this.tally.lost += 1;
      this.ledger.unsure.push(attempt);
      return false;
    }
  }

  /** Asks again what was never answered, until each has an answer. */
  async settle(): Promise<number> {
    const asked = this.ledger.unsure.length;
    for (let round = 0; this.ledger.unsure.length > 0; round++) {
      if (round === 100) throw new Error(`${this.ledger.unsure.length} requests are not answered even now: ${this.tally}`);
      const unsure = this.ledger.unsure;
      this.ledger.unsure = [];
      for (const attempt of unsure) await this.attempt(this.seats.find(({ name }) => name === attempt.by)!.person, attempt);
      if (this.ledger.unsure.length > 0) await pause(200);
    }
    return asked;
  }

  /** The command line, on this folder. */
  async command(...args: readonly string[]): Promise<string> {
    const env = { [TEST_CLOCK]: this.server.clock.file };
    const { code, out, err } = await run([...args, "--data", this.server.dir], { env, endMs: COMMAND_MS });
    if (code !== 0) throw new Error(`comptoir ${args.join(" ")} ended with ${code}: ${out}${err}`);
    return out;
  }

  /** Leaves nothing behind, however the round went. */
  async close(): Promise<void> {
    try {
      await this.server.kill();
    } catch {
      // It has ended already.
    }
    // A successor of a server that gave itself up is no child of this process.
    for (const pid of processesOf(this.server.dir)) Deno.kill(pid, "SIGKILL");
    for (const { person } of this.seats) person.client.close();
    this.owner.client.close();
    if (this.noDisk === null) await unmount(this.server.dir);
    await Deno.remove(this.server.dir, { recursive: true });
    await Deno.remove(this.server.clock.file).catch(() => {}); // only some have one
  }
}

/** A sale with its lines, in one batch; a customer's, where it is to go on an account. */
export function newSale(
  by: string,
  random: SeededRandom,
  customer: number | null = null,
): { id: string; attempt: Attempt; total: number } {
  const id = uuidv7();
  const articles = Array.from({ length: random.between(1, 5) }, () => random.pick(ARTICLES));
  const total = articles.reduce((sum, [, , price]) => sum + price, 0);
  const head = { type: "insert", query: "INSERT INTO ventes (id, client_id) VALUES (?, ?)", params: [id, customer] };
  const lines = articles.map(([article], at) => ({
    type: "insert",
    query: "INSERT INTO lignes_vente (id, vente_id, produit_id, position) VALUES (?, ?, ?, ?)",
    params: [uuidv7(), id, article, at],
  }));
  const body = { type: "batch", queries: [head, ...lines] };
  const proves = () => ({ kind: "sale", id, lines: articles.length, total }) as const;
  return { id, total, attempt: { by, path: "/api/query", body, key: crypto.randomUUID(), proves } };
}

export async function ask(person: Person, path: string, body: unknown, key: string = crypto.randomUUID()) {
  return await answerOf(await person.post(path, body, { "idempotency-key": key }));
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Who was killed may need a moment to let go of it. */
async function unmount(dir: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (new Deno.Command("umount", { args: [dir], stderr: "null" }).outputSync().success) return;
    await pause(100);
  }
}

/** A small disk for the folder alone, so that it can be filled; answers why there is none. */
function mount(dir: string): string | null {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return "a small disk can be mounted by root on Linux only";
  const { success, stderr } = new Deno.Command("mount", {
    args: ["-t", "tmpfs", "-o", `size=${DISK_MIB}m,mode=0700`, "tmpfs", dir],
    stderr: "piped",
  }).outputSync();
  return success ? null : `no small disk: ${new TextDecoder().decode(stderr).trim()}`;
}
