/** What the first steps look at and change besides what every section has. */
import type { WireRow } from "../../../../shared/protocol.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import { vatRates } from "../catalogue/vat.ts";
import type { OwnerWork } from "../../store/work.ts";

export class StartWork {
  /** One row. */
  readonly shop: LiveList<WireRow>;
  /** Basis points, the usual one first. */
  readonly rates: LiveList<number>;

  constructor(readonly store: OwnerWork) {
    const { client } = store;
    this.shop = new LiveList(client, ["boutique"], async () => (await client.query("select", "SELECT * FROM boutique")).rows);
    this.rates = vatRates(client);
  }

  start(): void {
    this.shop.start();
    this.rates.start();
  }

  stop(): void {
    this.shop.stop();
    this.rates.stop();
  }

  /** `change` names columns of `boutique`; `territory` is where it stands for VAT, null for where it does already. */
  saveShop(change: Readonly<Record<string, string>>, territory: string | null): Promise<Failure | null> {
    return attempt(async () => {
      const { client } = this.store;
      if (territory !== null) {
        await client.request("POST", "/api/boutique/territoire", { territoire: territory }, client.uuid.next());
      }
      if (Object.keys(change).length === 0) return;
      const set = Object.keys(change).map((column) => `${column} = :${column}`).join(", ");
      await client.query("update", `UPDATE boutique SET ${set} WHERE id = 1`, change);
      await this.shop.refresh();
    });
  }

  /** Whether tills work on this very PC too. */
  keepSingleMachine(on: boolean): Promise<Failure | null> {
    return attempt(async () => {
      await this.store.client.request("PUT", "/api/network", { single_machine: on });
      await this.store.network.refresh();
    });
  }
}
