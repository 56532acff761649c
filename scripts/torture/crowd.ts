/** The people of the shop at work: sellers prepare, cashiers take the money, the owner looks on. All of it is noted. */
import { type Person, uuidv7 } from "../../tests/support/server.ts";
import { ask, CUSTOMERS, newSale, pause, type Seat, type World } from "./world.ts";

/** Milliseconds between two things that somebody does at a seat, on average: ten times as busy as people are. */
export const THINKING_MS = 900;

export class Crowd {
  #stopping = false;
  #lanes: Promise<void>[] = [];

  constructor(readonly world: World, readonly thinkingMs = THINKING_MS) {}

  start(): void {
    this.#stopping = false;
    const { seats, owner } = this.world;
    this.#lanes = [
      ...seats.map((seat) => this.#lane(() => seat.till === null ? this.#sell(seat) : this.#cash(seat))),
      this.#lane(() => this.#lookOn(owner)),
    ];
  }

  /** Resolves when nobody has anything under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#lanes);
  }

  async #lane(step: () => Promise<void>): Promise<void> {
    const { random } = this.world;
    while (!this.#stopping) {
      await pause(-Math.log(1 - random.fraction()) * this.thinkingMs);
      if (this.#stopping) return;
      try {
        await step();
      } catch (error) {
        if ((error as Error).name === "AssertionError") this.world.tally.bugs.push((error as Error).message);
        else this.world.tally.lost += 1;
        await pause(100);
      }
    }
  }

  async #sell({ name, person }: Seat): Promise<void> {
    const { world } = this;
    const sale = newSale(name, world.random);
    if (!await world.attempt(person, sale.attempt)) return;
    await this.#act(name, person, sale.id, "envoyer");
    if (world.random.chance(0.1)) {
      await this.#act(name, person, sale.id, "reprendre");
      if (world.random.chance(0.5)) await this.#act(name, person, sale.id, "envoyer");
      else await this.#act(name, person, sale.id, "annuler", { motif: "le client est parti" });
    }
  }

  async #cash({ name, person }: Seat): Promise<void> {
    const { world } = this;
    if (world.random.chance(0.05)) return await this.#settle(name, person);
    const customer = world.random.chance(0.1) ? world.random.pick(CUSTOMERS) : null;
    const id = customer === null ? await this.#nextTicket(name, person) : await this.#ownTicket(name, person, customer);
    if (id === null) return;
    const [vente] = await this.#rows(person, "SELECT version, total_ttc FROM ventes WHERE id = ?", [id]);
    if (vente === undefined) return;
    const total = vente["total_ttc"] as number;
    const paiements = customer === null
      ? [{ mode: "especes", montant: Math.ceil(total / 500) * 500 }]
      : [{ mode: "compte", montant: total }];
    const paid = await world.attempt(person, {
      by: name,
      path: `/api/ventes/${id}/encaisser`,
      body: { version: vente["version"], paiements },
      key: crypto.randomUUID(),
      proves: ({ body }) => ({ kind: "paid", id, numero: body.numero, total, ...customer !== null && { account: customer } }),
    });
    if (paid && customer === null && world.random.chance(0.05)) await this.#refund(name, person, id);
  }

  /** Takes some of what a customer owes. */
  async #settle(by: string, person: Person): Promise<void> {
    const { world } = this;
    const customer = world.random.pick(CUSTOMERS);
    const [account] = await this.#rows(person, "SELECT solde FROM comptes_clients WHERE client_id = ?", [customer]);
    const owed = Number(account?.["solde"] ?? 0);
    if (owed === 0) return;
    const amount = world.random.between(1, owed);
    await world.attempt(person, {
      by,
      path: `/api/clients/${customer}/reglement`,
      body: { montant: amount, mode: world.random.chance(0.5) ? "carte" : "cheque" },
      key: crypto.randomUUID(),
      proves: ({ body }) => ({ kind: "settled", customer, numero: body.numero, amount }),
    });
  }

  /** One from the queue, or a sale of one's own. */
  async #nextTicket(name: string, person: Person): Promise<string | null> {
    const { world } = this;
    if (world.random.chance(0.6)) {
      const waiting = await this.#rows(person, "SELECT id FROM ventes WHERE etat = 'en_attente' ORDER BY cree_le LIMIT 20", []);
      if (waiting.length > 0) {
        const id = world.random.pick(waiting)["id"] as string;
        return await this.#act(name, person, id, "prendre") ? id : null;
      }
    }
    return await this.#ownTicket(name, person, null);
  }

  async #ownTicket(name: string, person: Person, customer: number | null): Promise<string | null> {
    const sale = newSale(name, this.world.random, customer);
    return await this.world.attempt(person, sale.attempt) ? sale.id : null;
  }

  async #refund(name: string, person: Person, id: string): Promise<void> {
    const [line] = await this.#rows(person, "SELECT id, total_ttc FROM lignes_vente WHERE vente_id = ? LIMIT 1", [id]);
    if (line === undefined) return;
    const avoir = uuidv7();
    const amount = line["total_ttc"] as number;
    await this.world.attempt(person, {
      by: name,
      path: `/api/ventes/${id}/rembourser`,
      body: {
        avoir_id: avoir,
        motif: "ne convient pas",
        lignes: [{ id: uuidv7(), ligne_id: line["id"], quantite: 1000 }],
        paiements: [{ mode: "especes", montant: amount }],
      },
      key: crypto.randomUUID(),
      proves: ({ body }) => ({ kind: "paid", id: avoir, numero: body.numero, total: -amount }),
    });
  }

  async #lookOn(owner: Person): Promise<void> {
    const pages = ["/api/journal", "/api/journal?table=ventes", "/api/users", "/api/sessions", "/api/metrics", "/api/caisses"];
    const path = this.world.random.pick(pages);
    const response = await owner.get(path);
    await response.body?.cancel();
    this.world.tally.answered(path, response.status, undefined);
  }

  #act(by: string, person: Person, id: string, action: string, body: unknown = {}): Promise<boolean> {
    const path = `/api/ventes/${id}/${action}`;
    return this.world.attempt(person, { by, path, body, key: crypto.randomUUID(), proves: () => null });
  }

  async #rows(person: Person, query: string, params: readonly unknown[]): Promise<Record<string, unknown>[]> {
    const { status, body } = await ask(person, "/api/query", { type: "select", query, params });
    this.world.tally.answered("a select", status, body?.code);
    return status === 200 ? body.rows : [];
  }
}
