/** A shop for a test: products, sellers and cashiers, and what they do at their tills. */
import { DatabaseSync } from "node:sqlite";
import { ok } from "./acts.ts";
import type { Person, ServerOptions, TestServer } from "./server.ts";
import { engage, Staff, type Tokens } from "./staff.ts";
import { openFurnished } from "./template.ts";
import { stock } from "./wares.ts";

export * from "./acts.ts";
export * from "./wares.ts";

/** The names of those who work in it; each has an address of their own. */
export type Worker = "nora" | "paul" | "chloe" | "marc";
const ROLES = { nora: "vendeur", paul: "vendeur", chloe: "caisse", marc: "caisse" } as const;

export class Shop {
  readonly #day: string;
  private constructor(public server: TestServer, readonly owner: Person, readonly people: Partial<Record<Worker, Person>>) {
    const { at, zone } = server.options;
    this.#day = dayOf(at === undefined ? new Date() : new Date(at), zone);
  }

  /**
   * Opens a shop; the tills C1 and C2 are there, and still closed. `also`: what was done in it besides, once for all that ask
   * for the same; what it needs stands in itself or in its file.
   */
  static async open(
    workers: readonly Worker[] = ["nora", "chloe"],
    options: ServerOptions = {},
    also: (shop: Shop) => Promise<void> = async () => {},
  ): Promise<Shop> {
    const roles = Object.fromEntries(workers.map((name) => [name, ROLES[name]]));
    const { server, left } = await openFurnished(
      async (server) => {
        const tokens = await engage(server, roles, stock);
        const shop = Shop.#of(server, tokens);
        await also(shop);
        shop.#leave();
        return tokens;
      },
      { flags: ["--rate-limit", "0"], ...options },
      { kind: `shop ${workers} ${also}` },
    );
    return Shop.#of(server, left);
  }

  static #of(server: TestServer, tokens: Tokens): Shop {
    const { owner, people } = Staff.of<Worker>(server, tokens);
    return new Shop(server, owner, people);
  }

  #leave(): void {
    for (const person of [this.owner, ...Object.values(this.people)]) person.client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leave();
    await this.server[Symbol.asyncDispose]();
  }

  get nora(): Person {
    return this.people.nora!;
  }
  get paul(): Person {
    return this.people.paul!;
  }
  get chloe(): Person {
    return this.people.chloe!;
  }
  get marc(): Person {
    return this.people.marc!;
  }

  /** The shop's date when this began, and `days` from it: the same all through a test, though midnight passes meanwhile. */
  jour(days = 0): string {
    return new Date(Date.parse(this.#day) + days * 86_400_000).toISOString().slice(0, 10);
  }

  /** The owner's view of any table. */
  // deno-lint-ignore no-explicit-any -- rows of every shape
  async rows(sql: string, params: readonly unknown[] = []): Promise<any[]> {
    return ok(await this.owner.query("select", sql, params)).rows;
  }

  /** Stops the server, lets `change` work on the database file as another program would, and starts it again. */
  async aside(change: (db: DatabaseSync) => void | Promise<void>): Promise<void> {
    await this.server.stop();
    const db = new DatabaseSync(`${this.server.dir}/comptoir.db`);
    try {
      await change(db);
    } finally {
      db.close();
    }
    this.server = await this.server.restart();
  }

  /** The database file as it is, read beside the server. */
  inspect<T>(look: (db: DatabaseSync) => T): T {
    const db = new DatabaseSync(`${this.server.dir}/comptoir.db`, { readOnly: true });
    try {
      return look(db);
    } finally {
      db.close();
    }
  }
}

/** The date of a moment in a zone, the machine's by default. */
export function dayOf(moment: Date, zone?: string): string {
  // Swedes write dates as ISO 8601 does.
  return moment.toLocaleDateString("sv-SE", { timeZone: zone });
}
