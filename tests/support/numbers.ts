/** Numbers at the edges of what JSON, JavaScript and SQLite can hold, and a shop in which each has a place to go. */
import { ok, openTill, Shop } from "./shop.ts";

export const EDGES = [
  "0",
  "-1",
  "1.5",
  "-0.5",
  "1e400",
  "9007199254740991",
  "-9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "9223372036854775807",
  "-9223372036854775808",
  "9223372036854775808",
  "-9223372036854775809",
  "100000000000000000000",
];

/** One shop for all tests of a file: customers 1 and 2, the category 1, and Chloé's till, which is open when a test begins. */
export class NumberedShop {
  #shop: Shop | null = null;

  constructor() {
    Deno.test.beforeAll(async () => {
      this.#shop = await Shop.open(["nora", "chloe"]);
      ok(await this.shop.owner.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé'), (2, 'Léa')"));
      ok(await this.shop.owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, 'Divers')"));
    });
    // A test may have closed it.
    Deno.test.beforeEach(async () => void await openTill(this.shop.chloe));
    Deno.test.afterAll(() => this.shop[Symbol.asyncDispose]());
  }

  get shop(): Shop {
    return this.#shop!;
  }
}
