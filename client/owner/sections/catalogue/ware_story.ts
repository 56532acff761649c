/** What became of one article while one looks at it: its prices, its sales of the last days, its stock's moves. */
import type { Failure } from "../../../network/failure.ts";
import { attempt } from "../../../network/attempt.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { shopDay } from "../../../shell/words/shop_clock.ts";

/** Moves that are listed. */
const MOVES = 50;

export type MoveReason = "livraison" | "inventaire" | "perte" | "retour";

/** What was sold on a day, less what came back. */
export interface DaySold {
  /** The shop's date. */
  readonly day: string;
  /** Thousandths. */
  readonly quantity: number;
  /** Cents. */
  readonly amount: number;
}

export interface StockMove {
  readonly id: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Thousandths; negative when goods left. */
  readonly quantity: number;
  readonly reason: MoveReason | "vente" | "avoir" | "transfert";
  readonly note: string | null;
  readonly by: string | null;
}

/** A price that an article had from then on. */
export interface PriceChange {
  readonly at: string;
  readonly by: string | null;
  /** Cents; null where the article was made with the price. */
  readonly before: number | null;
  readonly after: number;
}

export class WareStory {
  readonly prices: LiveList<PriceChange>;
  readonly sold: LiveList<DaySold>;
  readonly moves: LiveList<StockMove>;

  constructor(readonly client: NetworkClient, readonly id: number) {
    // Asked when the price is seen to change, not at each sale.
    this.prices = new LiveList(client, [], () => fetchPrices(client, id));
    this.sold = new LiveList(client, ["paiements"], () => fetchSold(client, id));
    this.moves = new LiveList(client, ["mouvements_stock"], () => fetchMoves(client, id));
  }

  start(): void {
    for (const list of [this.prices, this.sold, this.moves]) list.start();
  }

  stop(): void {
    for (const list of [this.prices, this.sold, this.moves]) list.stop();
  }

  /** `quantity` in thousandths: how much came or went; for a count, how much is there. */
  move(reason: MoveReason, quantity: number, note: string): Promise<Failure | null> {
    return attempt(async () => {
      const body = { motif: reason, quantite: quantity, ...(note === "" ? {} : { note }) };
      await this.client.request("POST", `/api/produits/${this.id}/stock`, body, this.client.uuid.next());
      await this.moves.refresh();
    });
  }
}

/** The latest first. */
export async function fetchPrices(client: NetworkClient, id: number): Promise<readonly PriceChange[]> {
  const { prix } = await client.request("GET", `/api/produits/${id}/prix`) as {
    readonly prix: readonly {
      readonly depuis: string;
      readonly avant: number | null;
      readonly prix_ttc: number;
      readonly par: string | null;
    }[];
  };
  return prix.map(({ depuis, avant, prix_ttc, par }) => ({ at: depuis, by: par, before: avant, after: prix_ttc }));
}

/** Days on which none was sold are left out; the oldest first. */
export async function fetchSold(client: NetworkClient, id: number): Promise<readonly DaySold[]> {
  const { jours } = await client.request("GET", `/api/tableau/${shopDay()}/articles/${id}`) as {
    readonly jours: readonly { readonly jour: string; readonly quantite: number; readonly ttc: number }[];
  };
  return jours.map(({ jour, quantite, ttc }) => ({ day: jour, quantity: quantite, amount: ttc }));
}

export async function fetchMoves(client: NetworkClient, id: number): Promise<readonly StockMove[]> {
  const { rows } = await client.query(
    "select",
    `SELECT m.id, m.cree_le, m.quantite, m.motif, m.note, e.nom FROM mouvements_stock m LEFT JOIN equipe e ON e.id = m.par_id
     WHERE m.produit_id = ? ORDER BY m.id DESC LIMIT ${MOVES}`,
    [id],
  );
  return rows.map((row) => ({
    id: Number(row["id"]),
    at: String(row["cree_le"]),
    quantity: Number(row["quantite"]),
    reason: row["motif"] as StockMove["reason"],
    note: row["note"] as string | null,
    by: row["nom"] as string | null,
  }));
}
