/** A demo shop as `--demo` makes it, once for all that ask for one, with its books to look into. */
import { DatabaseSync } from "node:sqlite";
import type { DemoUser } from "../../server/shop/demo/people.ts";
import type { Person, ServerOptions, TestServer } from "./server.ts";
import { type Furnished, openFurnished } from "./template.ts";

export type DemoPasswords = Readonly<Record<DemoUser, string>>;

/** What it leaves: the passwords of those who work in it. */
export function openDemo(options: ServerOptions = {}): Promise<Furnished<DemoPasswords>> {
  return openFurnished(printedPasswords, options, { flags: ["--demo"] });
}

/** They are told when the shop is made, and nowhere else. */
function printedPasswords({ log }: TestServer): Promise<DemoPasswords> {
  const told = [...log.matchAll(/^\s+(caisse1|vendeur1|vendeur2)\s+(\S+)$/gm)].map(([, name, word]) => [name, word]);
  return Promise.resolve(Object.fromEntries(told));
}

/** One such shop for all tests of a file, with its owner. */
export class DemoBooks {
  #open:
    | { readonly server: TestServer; readonly owner: Person; readonly passwords: DemoPasswords; readonly db: DatabaseSync }
    | null = null;

  constructor() {
    Deno.test.beforeAll(async () => {
      const { server, left: passwords } = await openDemo();
      const db = new DatabaseSync(`${server.dir}/comptoir.db`, { readOnly: true });
      this.#open = { server, owner: await server.owner(), passwords, db };
    });
    Deno.test.afterAll(async () => {
      this.db.close();
      this.owner.client.close();
      await this.server.dispose();
    });
  }

  get server(): TestServer {
    return this.#open!.server;
  }
  get owner(): Person {
    return this.#open!.owner;
  }
  get passwords(): DemoPasswords {
    return this.#open!.passwords;
  }
  get db(): DatabaseSync {
    return this.#open!.db;
  }

  // deno-lint-ignore no-explicit-any -- rows of every shape
  rows(sql: string, ...params: readonly (string | number)[]): any[] {
    return this.db.prepare(sql).all(...params).map((row) => ({ ...row }));
  }
  /** The first column of its first row. */
  // deno-lint-ignore no-explicit-any -- a value of any type
  one(sql: string): any {
    return Object.values(this.rows(sql)[0]!)[0];
  }
}
