/** Tills that take cash as customers come: how long their payments take with something beside them, and without, in interleaved rounds. */
import { cash, command, draft, ok, openTill, pay } from "../../tests/support/acts.ts";
import { type Answer, PASSWORD, type Person, type TestServer } from "../../tests/support/server.ts";
import { median, quantile, table, wanted } from "./figures.ts";

/** Version of a draft that was written with its line: asked for, it would be a request more. */
const WRITTEN = 2;
/** What the p99 may be beside it, of what it is without. */
const FACTOR = 1.1;

export interface Ways {
  /** Milliseconds of each payment, by round. */
  readonly off: number[][];
  readonly on: number[][];
}

export class PayingTills {
  /** `paceMs`: milliseconds from one sale of a till to its next, on average. */
  private constructor(readonly tills: readonly Person[], readonly paceMs: number) {}

  /** In a shop that has nothing yet: an article, and each till with its cashier at an address of its own. */
  static async open(server: TestServer, owner: Person, count: number, paceMs: number): Promise<PayingTills> {
    ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé vert', 450)"));
    const tills: Person[] = [];
    for (let at = 1; at <= count; at++) {
      const [username, name] = [`caisse${at}`, `C${at}`];
      made(await command(owner, "/api/users", { username, password: PASSWORD, role: "caisse" }));
      // The first is there already.
      if (at > 1) made(await command(owner, "/api/caisses", { nom: name }));
      const till = server.at(`127.0.2.${at + 1}`);
      await till.signIn(username, PASSWORD);
      ok(await openTill(till, 0, name));
      tills.push(till);
    }
    return new PayingTills(tills, paceMs);
  }

  /** Milliseconds of each payment in so many seconds; `after`: what a till does when it has one. */
  async sell(seconds: number, after: (till: Person, id: string) => Promise<void> = async () => {}): Promise<number[]> {
    const until = performance.now() + seconds * 1_000;
    return (await Promise.all(this.tills.map((till) => this.#sell(till, until, after)))).flat();
  }

  /** The same ones at another pace. */
  at(paceMs: number): PayingTills {
    return new PayingTills(this.tills, paceMs);
  }

  close(): void {
    for (const till of this.tills) till.client.close();
  }

  async #sell(till: Person, until: number, after: (till: Person, id: string) => Promise<void>): Promise<number[]> {
    const taken: number[] = [];
    await this.#pause();
    while (performance.now() < until) {
      const sale = await draft(till, [1]);
      const begun = performance.now();
      ok(await pay(till, { ...sale, version: WRITTEN }, [cash(4_50)]));
      taken.push(performance.now() - begun);
      await after(till, sale.id);
      await this.#pause();
    }
    return taken;
  }

  /** As customers come: not in step with one another. */
  #pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, -Math.log(1 - Math.random()) * this.paceMs));
  }
}

function made({ status, body }: Answer): void {
  if (status !== 200 && status !== 201) throw new Error(JSON.stringify(body));
}

/** Both ways under their names, and their ratios, medians of rounds. */
export function comparedWays(ways: Ways, off: string, on: string): string {
  const ratio = (q: number) => median(ways.on.map((round, at) => quantile(round, q) / quantile(ways.off[at]!, q)));
  const row = (label: string, rounds: readonly number[][]) => {
    const all = rounds.flat();
    return [label, String(all.length), `${quantile(all, 0.5).toFixed(1)} ms`, `${quantile(all, 0.99).toFixed(1)} ms`];
  };
  const bound = wanted(`wanted ≤ ${FACTOR.toFixed(2)}`, ratio(0.99) <= FACTOR);
  return table(["a payment in cash", "of", "p50", "p99"], [
    row(off, ways.off),
    row(on, ways.on),
    ["ratio, median of rounds", "", ratio(0.5).toFixed(2), `${ratio(0.99).toFixed(2)} (${bound})`],
  ]);
}
