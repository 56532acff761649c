/** A seller at a browser in a small shop. */
import { Desk, findChromium, Forwarder, openBrowser, type Profiles } from "./browser.ts";
import { PASSWORD, type Person, type ServerOptions, type TestServer } from "./server.ts";
import { engage, Staff, type Tokens } from "./staff.ts";
import { openFurnished } from "./template.ts";

/** id, label, barcode, category, cents. */
export const GOODS = [
  [1, "Pain de campagne", "2000000000015", 1, 340],
  [2, "Éclair au café", "2000000000022", 1, 290],
  [3, "Pommes Gala (kg)", "2000000000039", 2, 279],
  [4, "Crème brûlée", "2000000000046", 3, 415],
  [5, "Savon d'Alep", "2000000000053", 4, 650],
] as const;
const CATEGORIES = ["Boulangerie", "Fruits", "Crèmerie", "Hygiène"];

export class Counter {
  private constructor(
    public server: TestServer,
    readonly owner: Person,
    readonly lea: Person,
    readonly cable: Forwarder,
    readonly browser: Profiles,
    readonly desk: Desk,
  ) {}

  /** The shop with Léa at the till (by the API) and Sofia on the floor (in the browser, signed in). */
  static async open(size?: { width: number; height: number }, options: ServerOptions = {}): Promise<Counter> {
    const { server, left } = await openFurnished(furnish, options);
    const { owner, people: { sofia, lea } } = Staff.of<"sofia" | "lea">(server, left);
    sofia.client.close();
    const cable = await Forwarder.open("127.0.0.2", server.port);
    const browser = await openBrowser(findChromium()!);
    const desk = await Desk.open(browser, cable.url, size);
    await desk.signIn("sofia", PASSWORD);
    await desk.page.locator(".tile").first().waitFor();
    return new Counter(server, owner, lea, cable, browser, desk);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.cable.close();
    this.owner.client.close();
    this.lea.client.close();
    await this.server[Symbol.asyncDispose]();
  }

  /** Sales as the cashier may read them, oldest first, each with its lines as `label × thousandths`. */
  async sales(): Promise<
    {
      id: string;
      etat: string;
      rappel: number | null;
      total_ttc: number;
      note: string | null;
      client: string | null;
      lignes: string;
    }[]
  > {
    const { body } = await this.lea.query(
      "select",
      `SELECT v.id, v.etat, v.rappel, v.total_ttc, v.note, c.nom AS client,
         (SELECT group_concat(libelle || ' × ' || quantite, ', ' ORDER BY position, id) FROM lignes_vente WHERE vente_id = v.id) AS lignes
       FROM ventes v LEFT JOIN clients c ON c.id = v.client_id ORDER BY v.cree_le, v.id`,
    );
    return body.rows ?? []; // it was too busy to say
  }

  /** A command of the cashier's. */
  async command(saleId: string, action: string, body: unknown = {}): Promise<void> {
    const answer = await this.lea.post(`/api/ventes/${saleId}/${action}`, body, { "idempotency-key": crypto.randomUUID() });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
  }
}

async function furnish(server: TestServer): Promise<Tokens> {
  return await engage(server, { sofia: "vendeur", lea: "caisse" }, async (owner) => {
    for (const [at, nom] of CATEGORIES.entries()) {
      const into = "INSERT INTO categories (id, nom, couleur, ordre) VALUES (?, ?, ?, ?)";
      await owner.query("insert", into, [at + 1, nom, `#${at}55${at}55`, at]);
    }
    for (const good of GOODS) {
      const into = "INSERT INTO produits (id, libelle, code_barres, categorie_id, prix_ttc) VALUES (?, ?, ?, ?, ?)";
      const { status, body } = await owner.query("insert", into, [...good]);
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
    const sofia = await owner.send("PATCH", "/api/users/2", { name: "Sofia Marchand" });
    if (!sofia.ok) throw new Error(await sofia.text());
    await sofia.body?.cancel();
  });
}
