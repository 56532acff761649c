/** A shop with 10,000 products, a seller and a cashier, each at an address of their own. */
import { CATALOGUE } from "../../../server/shop/demo/catalogue.ts";
import { type DemoProduct, products } from "../../../server/shop/demo/products.ts";
import { Forwarder } from "../../../tests/support/browser.ts";
import { PASSWORD, type Person, startServer, type TestServer } from "../../../tests/support/server.ts";
import { ok, openTill } from "../../../tests/support/shop.ts";

const PRODUCTS = 10_000;
const SEED = 7;
/** Queries in one request. */
const BATCH = 100;

export type Role = "vendeur" | "caisse" | "administrateur";

export class BigShop {
  private constructor(
    readonly server: TestServer,
    readonly owner: Person,
    readonly cashier: Person,
    readonly products: readonly DemoProduct[],
    readonly cables: Readonly<Record<"vendeur" | "caisse", Forwarder>>,
  ) {}

  static async open(): Promise<BigShop> {
    const server = await startServer({ flags: ["--rate-limit", "0"] });
    const owner = await server.owner();
    for (const [at, { nom, couleur }] of CATALOGUE.entries()) {
      const sql = "INSERT INTO categories (id, nom, couleur, ordre) VALUES (?, ?, ?, ?)";
      ok(await owner.query("insert", sql, [at + 1, nom, couleur, at + 1]));
    }
    const made = products(PRODUCTS, SEED);
    const query = "INSERT INTO produits (id, libelle, code_barres, categorie_id, prix_ttc, tva) VALUES (?, ?, ?, ?, ?, ?)";
    for (let at = 0; at < made.length; at += BATCH) {
      ok(
        await owner.batch(
          made.slice(at, at + BATCH).map(({ id, libelle, code_barres, categorie_id, prix_ttc, tva }) => {
            return { type: "insert", query, params: [id, libelle, code_barres, categorie_id, prix_ttc, tva] };
          }),
        ),
      );
    }
    for (const role of ["vendeur", "caisse"]) {
      await (await owner.post("/api/users", { username: role, password: PASSWORD, role })).body?.cancel();
    }
    const cashier = server.at("127.0.0.3");
    await cashier.signIn("caisse", PASSWORD);
    ok(await openTill(cashier));
    const cables = {
      vendeur: await Forwarder.open("127.0.0.2", server.port),
      caisse: await Forwarder.open("127.0.0.3", server.port),
    };
    return new BigShop(server, owner, cashier, made, cables);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const cable of Object.values(this.cables)) await cable.close();
    for (const person of [this.owner, this.cashier]) person.client.close();
    await this.server[Symbol.asyncDispose]();
  }

  url(role: Role): string {
    return role === "administrateur" ? this.server.url : this.cables[role].url;
  }

  username(role: Role): string {
    return role === "administrateur" ? "patron" : role;
  }
}
