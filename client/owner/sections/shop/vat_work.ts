/** The shop's rates of VAT, what its articles have, and how both are changed. */
import type { Territory } from "../../../../shared/territories.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

export interface VatRate {
  readonly territory: Territory;
  /** Basis points. */
  readonly rate: number;
  readonly label: string;
  /** Its first and last day; null where it has none. */
  readonly from: string | null;
  readonly until: string | null;
}
/** How many articles have a rate. */
export interface UsedRate {
  readonly rate: number;
  readonly count: number;
}

export class VatWork {
  readonly rates: LiveList<VatRate>;
  readonly used: LiveList<UsedRate>;

  constructor(readonly client: NetworkClient) {
    this.rates = new LiveList(client, ["taux_tva"], async () => {
      const { rows } = await client.query("select", "SELECT * FROM taux_tva ORDER BY taux DESC");
      return rows.map((row) => ({
        territory: row["territoire"] as Territory,
        rate: Number(row["taux"]),
        label: String(row["libelle"]),
        from: row["depuis"] as string | null,
        until: row["jusqua"] as string | null,
      }));
    });
    this.used = new LiveList(client, ["produits"], async () => {
      const { rows } = await client.query(
        "select",
        "SELECT tva, count(*) AS nombre FROM produits GROUP BY tva ORDER BY tva DESC",
      );
      return rows.map(({ tva, nombre }) => ({ rate: Number(tva), count: Number(nombre) }));
    });
  }

  start(): void {
    this.rates.start();
    this.used.start();
  }

  stop(): void {
    this.rates.stop();
    this.used.stop();
  }

  /** `exchanges`: rate → what articles of that rate get instead. */
  goTo(territoire: Territory, exchanges: ReadonlyMap<number, number>): Promise<Failure | null> {
    return attempt(async () => {
      const taux = [...exchanges].map(([avant, apres]) => ({ avant, apres }));
      await this.client.request("POST", "/api/boutique/territoire", { territoire, taux }, this.client.uuid.next());
      await this.used.refresh();
    });
  }

  keep(territoire: Territory, { rate, label, from, until }: Omit<VatRate, "territory">): Promise<Failure | null> {
    return attempt(async () => {
      const body = { territoire, taux: rate, libelle: label, depuis: from, jusqua: until };
      await this.client.request("POST", "/api/tva/taux", body, this.client.uuid.next());
      await this.rates.refresh();
    });
  }
}
