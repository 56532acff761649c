/** Tills at work while something else goes on. */
import { join, PASSWORD, type Person, type TestServer, uuidv7 } from "../../../tests/support/server.ts";
import { pause } from "./row.ts";

export const TILLS = 50;
/** One session may hold so many sockets. */
const TILLS_PER_SESSION = 7;
const WRITES_PER_MINUTE = 1_000;
const SELECTS_PER_MINUTE = 2_000;

/** A request that was answered: when it was asked, by `performance.now()`, and the milliseconds until its answer. */
export interface Timed {
  readonly at: number;
  readonly ms: number;
}

/** Tills that sell and look things up at random moments, as in shops, with their sockets open. */
export class Fleet {
  private constructor(
    readonly tills: readonly Person[],
    readonly sockets: readonly WebSocket[],
    readonly fraction: () => number,
  ) {}

  /** `fraction` draws when each of them asks something. */
  static async open(server: TestServer, owner: Person, fraction = Math.random): Promise<Fleet> {
    await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Thé vert', 450)");
    const first = await join(owner, "flotte", "vendeur", "127.0.4.1");
    const tills: Person[] = [first];
    for (let at = 1; at < TILLS; at++) {
      const till = server.at(`127.0.4.${at + 1}`);
      if (at % TILLS_PER_SESSION === 0) await till.signIn("flotte", PASSWORD);
      else till.token = tills.at(-1)!.token;
      tills.push(till);
    }
    const sockets = tills.map((till) => till.socket());
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.onmessage = resolve)));
    for (const socket of sockets) socket.onmessage = null;
    return new Fleet(tills, sockets, fraction);
  }

  /** Each request that was answered while something else went on. */
  async work(meanwhile: () => Promise<void>): Promise<{ writes: Timed[]; selects: Timed[] }> {
    const writes: Timed[] = [];
    const selects: Timed[] = [];
    let over = false;
    let turn = 0;
    const going = async (perMinute: number, times: Timed[], ask: (till: Person) => ReturnType<Person["query"]>) => {
      const open = new Set<Promise<void>>();
      while (!over) {
        await pause(-Math.log(1 - this.fraction()) * 60_000 / perMinute);
        const till = this.tills[turn++ % TILLS]!;
        const at = performance.now();
        const asked = ask(till).then(({ status, body }) => {
          if (status !== 200) throw new Error(`a till was answered ${status} ${body.code}`);
          times.push({ at, ms: performance.now() - at });
          open.delete(asked);
        });
        open.add(asked);
      }
      await Promise.all(open);
    };
    const asking = Promise.all([
      going(WRITES_PER_MINUTE, writes, (till) => till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()])),
      going(SELECTS_PER_MINUTE, selects, (till) => till.query("select", "SELECT libelle FROM produits WHERE id = ?", [1])),
    ]);
    await meanwhile();
    over = true;
    await asking;
    return { writes, selects };
  }

  async close(): Promise<void> {
    await Promise.all(this.sockets.map((socket) => {
      const closed = new Promise((resolve) => socket.onclose = resolve);
      socket.close();
      return closed;
    }));
    for (const till of this.tills) till.client.close();
  }
}
