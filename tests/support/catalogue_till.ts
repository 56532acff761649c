/** A till with the catalogue in its memory, against a real server. */
import { CaisseWork } from "../../client/caisse/store/work.ts";
import { OwnerWork } from "../../client/owner/store/work.ts";
import { Store } from "../../client/shell/store/store.ts";
import { VendeurWork } from "../../client/vendeur/store/work.ts";
import type { Role } from "../../shared/roles.ts";
import { PASSWORD } from "./server.ts";
import { eventually, TillClient } from "./till_client.ts";

const WORK = { administrateur: OwnerWork, caisse: CaisseWork, vendeur: VendeurWork };

/** A till with the catalogue in its memory, and what it has asked for. */
export class CatalogueTill {
  readonly asked: string[] = [];
  readonly till: TillClient;
  readonly store: Store;
  /** How often the server has told the labels' patterns, and what each such answer waits for. */
  patternsTold = 0;
  patternsHeard = Promise.resolve();
  /** The server does not hear it. */
  away = false;

  constructor(url: string, address: string) {
    this.till = new TillClient(url, address, {
      fetch: async (at, init) => {
        const body = String(init.body ?? at);
        this.asked.push(body);
        if (this.away) throw new TypeError("away");
        const answer = await this.till.fetch(at, init);
        if (body.includes("modeles_etiquettes")) {
          this.patternsTold += 1;
          await this.patternsHeard;
        }
        return answer;
      },
    });
    this.store = new Store(this.till.client, (role: Role) => Promise.resolve(WORK[role]));
    this.store.start();
  }

  // deno-lint-ignore no-explicit-any -- the work of whichever role
  async join(username: string, password = PASSWORD): Promise<any> {
    await this.till.join(username, password);
    const work = await eventually("the work of this role", () => this.store.work.value);
    await eventually("the catalogue", () => this.store.products.rows.value);
    return work;
  }

  /** `[article, thousandths]`, null for a code that the memory does not hold. */
  meant(code: string): readonly [number, number] | null {
    const coded = this.store.products.byCode(code);
    return coded === null ? null : [coded.product.id, coded.quantity];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.store.stop();
    await this.till[Symbol.asyncDispose]();
  }
}
