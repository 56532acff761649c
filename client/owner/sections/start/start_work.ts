/** What the first steps look at and change besides what every section has. */
import type { WireRow } from "../../../../shared/protocol.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { OwnerWork } from "../../store/work.ts";

export class StartWork {
  /** One row. */
  readonly shop: LiveList<WireRow>;

  constructor(readonly store: OwnerWork) {
    const { client } = store;
    this.shop = new LiveList(client, ["boutique"], async () => (await client.query("select", "SELECT * FROM boutique")).rows);
  }

  start(): void {
    this.shop.start();
  }

  stop(): void {
    this.shop.stop();
  }

  /** `change` names columns of `boutique`. */
  saveShop(change: Readonly<Record<string, string>>): Promise<Failure | null> {
    return attempt(async () => {
      const set = Object.keys(change).map((column) => `${column} = :${column}`).join(", ");
      await this.store.client.query("update", `UPDATE boutique SET ${set} WHERE id = 1`, change);
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
