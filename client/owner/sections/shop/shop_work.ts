/** The shop's row as it is, what it was, and how it is changed. */
import type { WireRow } from "../../../../shared/protocol.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { JournalPages } from "../../store/journal_pages.ts";
import { base64, type Dots } from "./one_bit.ts";
import { VatWork } from "./vat_work.ts";

const HISTORY_PAGE = 20;

export class ShopWork {
  /** One row. */
  readonly shop: LiveList<WireRow>;
  readonly history: JournalPages;
  readonly vat: VatWork;

  constructor(readonly client: NetworkClient) {
    this.shop = new LiveList(client, ["boutique"], async () => (await client.query("select", "SELECT * FROM boutique")).rows);
    this.vat = new VatWork(client);
    this.history = new JournalPages(client, ["boutique"], { table: "boutique", key: '{"id":1}' }, HISTORY_PAGE);
  }

  start(): void {
    this.shop.start();
    this.vat.start();
    this.history.start();
  }

  stop(): void {
    this.shop.stop();
    this.vat.stop();
    this.history.stop();
  }

  /** `told` hears of the first day that ends by the zone; null where nothing changed. */
  goByZone(fuseau: string, told: (day: string | null) => void): Promise<Failure | null> {
    return attempt(async () => {
      const answer = await this.client.request("POST", "/api/boutique/fuseau", { fuseau }, this.client.uuid.next());
      told((answer as { premier_jour: string | null }).premier_jour);
    });
  }

  /** The same of the hour at which a day ends. */
  endDayAt(heure: number, told: (day: string | null) => void): Promise<Failure | null> {
    return attempt(async () => {
      const answer = await this.client.request("POST", "/api/boutique/journee", { heure }, this.client.uuid.next());
      told((answer as { premier_jour: string | null }).premier_jour);
      await this.shop.refresh();
    });
  }

  /** null takes it away. */
  setLogo(dots: Dots | null): Promise<Failure | null> {
    return attempt(async () => {
      const logo = dots === null ? null : { largeur: dots.width, points: base64(dots.bits) };
      await this.client.request("POST", "/api/boutique/logo", { logo }, this.client.uuid.next());
      await this.shop.refresh();
    });
  }

  /** `change` names columns of `boutique`. */
  save(change: Readonly<Record<string, string | number>>): Promise<Failure | null> {
    return attempt(async () => {
      const set = Object.keys(change).map((column) => `${column} = :${column}`).join(", ");
      await this.client.query("update", `UPDATE boutique SET ${set} WHERE id = 1`, change);
      await this.shop.refresh();
    });
  }
}
