/** A shop for a test: products, sellers and cashiers, and what they do at their tills. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type Answer, answerOf, type Person, type ServerOptions, type TestServer, uuidv7 } from "./server.ts";
import { engage, Staff, type Tokens } from "./staff.ts";
import { openFurnished } from "./template.ts";

/** id, label, price, rate, followed in stock, stock. One product per rate, and one sold by weight. */
export const PRODUCTS = [
  [1, "Pain", 120, 550, 0, 0],
  [2, "Café", 500, 1000, 0, 0],
  [3, "Lampe", 2000, 2000, 1, 100_000],
  [4, "Journal", 100, 210, 0, 0],
  [5, "Timbre", 143, 0, 0, 0],
  [6, "Pommes (kg)", 333, 550, 1, 50_000],
] as const;
export const [PAIN, CAFE, LAMPE, JOURNAL, TIMBRE, POMMES] = [1, 2, 3, 4, 5, 6] as const;

export interface Item {
  readonly produit: number;
  /** Thousandths; 1000 by default. */
  readonly quantite?: number;
  /** Cents off the line. */
  readonly remise?: number;
}
export interface Sale {
  readonly id: string;
  readonly lignes: readonly string[];
}
export interface Paid {
  readonly mode: string;
  readonly montant: number;
}
export const cash = (montant: number): Paid => ({ mode: "especes", montant });
export const card = (montant: number): Paid => ({ mode: "carte", montant });

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

async function stock(owner: Person): Promise<void> {
  for (const product of PRODUCTS) {
    const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, suivi_stock, stock) VALUES (?, ?, ?, ?, ?, ?)";
    ok(await owner.query("insert", into, [...product]));
  }
  ok(await command(owner, "/api/caisses", { nom: "C2" }));
}

/** The body of an answer that must be 200. */
// deno-lint-ignore no-explicit-any -- bodies of every shape
export function ok({ status, body }: Answer): any {
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** Asserts a refusal by its code; answers its body. */
// deno-lint-ignore no-explicit-any -- bodies of every shape
export function refused({ status, body }: Answer, expected: number, code: string): any {
  assert.deepEqual([status, body?.code], [expected, code], JSON.stringify(body));
  return body;
}

/** A command; each call has a key of its own unless one is given. */
export async function command(
  person: Person,
  path: string,
  body: unknown = {},
  key: string = crypto.randomUUID(),
): Promise<Answer> {
  return await answerOf(await person.post(path, body, { "idempotency-key": key }));
}

/** A draft with its lines, in one batch; `remise` is the ticket's own discount. */
export async function draft(person: Person, items: readonly (Item | number)[], remise = 0): Promise<Sale> {
  const id = uuidv7();
  const lignes = items.map(() => uuidv7());
  const head = { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] };
  // The lines must cover the discount at every step.
  const tail = remise === 0 ? [] : [{ type: "update", query: "UPDATE ventes SET remise = ? WHERE id = ?", params: [remise, id] }];
  const lines = items.map((item, at) => {
    const { produit, quantite = 1000, remise = 0 }: Item = typeof item === "number" ? { produit: item } : item;
    const query = "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, position) VALUES (?, ?, ?, ?, ?, ?)";
    return { type: "insert", query, params: [lignes[at]!, id, produit, quantite, remise, at] };
  });
  ok(await person.batch([head, ...lines, ...tail]));
  return { id, lignes };
}

/** A draft that was sent to the till. */
export async function sent(person: Person, items: readonly (Item | number)[]): Promise<Sale> {
  const sale = await draft(person, items);
  ok(await send(person, sale));
  return sale;
}

const act = (action: string) => (person: Person, sale: { readonly id: string }, body: unknown = {}, key?: string) =>
  command(person, `/api/ventes/${sale.id}/${action}`, body, key);
export const send = act("envoyer");
export const takeBack = act("reprendre");
export const take = act("prendre");
export const giveBack = act("rendre");
export const cancel = act("annuler");
export const duplicate = act("duplicata");

// deno-lint-ignore no-explicit-any -- a row
export async function ticket(person: Person, { id }: { readonly id: string }): Promise<any> {
  const [row] = ok(await person.query("select", "SELECT * FROM ventes WHERE id = ?", [id])).rows;
  return row;
}

/** Pays a ticket as it stands now. */
export async function pay(
  person: Person,
  sale: { readonly id: string },
  paiements: readonly Paid[],
  key?: string,
): Promise<Answer> {
  const { version } = await ticket(person, sale);
  return await command(person, `/api/ventes/${sale.id}/encaisser`, { version, paiements }, key);
}

/** A cashier's own sale, paid at once; the receipt. */
export async function sold(
  person: Person,
  items: readonly (Item | number)[],
  paiements: readonly Paid[],
  remise = 0,
  // deno-lint-ignore no-explicit-any -- a receipt
): Promise<any> {
  return ok(await pay(person, await draft(person, items, remise), paiements));
}

/** Quantities by line, in thousandths. */
export function refund(
  person: Person,
  sale: { readonly id: string },
  lignes: Readonly<Record<string, number>>,
  paiements: readonly Paid[],
  { key, avoir = uuidv7(), motif = "ne convient pas", accord }: {
    readonly key?: string;
    readonly avoir?: string;
    readonly motif?: string;
    /** The owner's code. */
    readonly accord?: string;
  } = {},
): Promise<Answer> {
  const asked = Object.entries(lignes).map(([ligne_id, quantite]) => ({ id: uuidv7(), ligne_id, quantite }));
  const body = { avoir_id: avoir, lignes: asked, paiements, motif, ...(accord === undefined ? {} : { accord }) };
  return command(person, `/api/ventes/${sale.id}/rembourser`, body, key);
}

export const openTill = (person: Person, fond = 0, nom = "C1") => command(person, `/api/caisses/${nom}/ouvrir`, { fond });
export const closeTill = (person: Person, compte: number, nom = "C1", motif?: string) =>
  command(person, `/api/caisses/${nom}/fermer`, { compte, ...(motif === undefined ? {} : { motif }) });
export const xReport = async (person: Person, nom = "C1") => await answerOf(await person.get(`/api/caisses/${nom}/x`));
export const close = (person: Person, genre: "jour" | "mois" | "annee", periode: string) =>
  command(person, "/api/clotures", { genre, periode });
/** With the owner's word that the date is right. */
export const closeConfirmed = (person: Person, genre: "jour" | "mois" | "annee", periode: string) =>
  command(person, "/api/clotures", { genre, periode, confirme: true });

/** The date of a moment in a zone, the machine's by default. */
export function dayOf(moment: Date, zone?: string): string {
  // Swedes write dates as ISO 8601 does.
  return moment.toLocaleDateString("sv-SE", { timeZone: zone });
}
