/** What the stock's pages follow, and what the owner does there. */
import { signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { PressedCommand } from "../../../network/pressed_command.ts";
import type { LiveCatalogue } from "../../../catalogue/live.ts";
import { PagesOf } from "../../store/pages_of.ts";
import {
  type Delivery,
  fetchDeliveries,
  fetchLevels,
  fetchWanted,
  fetchWorth,
  type Level,
  type Wanted,
  type Worth,
} from "./stock_rows.ts";

const LEVELS = ["produits", "seuils_stock", "couts_produits"];
/** Rows of the list to order that the page shows. */
export const WANTED_SHOWN = 500;

export interface DeliveryLine {
  readonly produit_id: number;
  /** Thousandths. */
  readonly quantite: number;
  /** Cents without VAT. */
  readonly cout_ht?: number;
}

/** Articles that are offered for a delivery. */
const SUGGESTED = 8;
/** Articles that a search looks at. */
const FOUND_MAX = 2_000;

/** The numbers of the articles that are meant by a text: one by its code, or all that hold its words; null for every one. */
function meant(products: LiveCatalogue, text: string): readonly number[] | null {
  if (text.trim() === "") return null;
  const coded = products.byCode(text.trim());
  return coded === null ? products.find(text, null, FOUND_MAX).products.map(({ id }) => id) : [coded.product.id];
}

/** One article as it was counted, and when. */
export interface Count {
  readonly produit_id: number;
  readonly compte: number;
  /** RFC 3339, UTC. */
  readonly compte_le: string;
}
export interface Counted {
  readonly produit_id: number;
  readonly compte: number;
  readonly attendu: number;
  readonly ecart: number;
  readonly stock: number;
}

/** The levels, one page of them. */
export class LevelsWork {
  readonly text = signal("");
  readonly levels: PagesOf<Level>;
  /** One. */
  readonly worth: LiveList<Worth>;
  readonly #counting: PressedCommand;

  constructor(readonly client: NetworkClient, products: LiveCatalogue) {
    this.levels = new PagesOf(
      client,
      LEVELS,
      (after, count) => fetchLevels(client, meant(products, this.text.peek()), after, count),
      ({ label, id }) => [label, id],
    );
    this.#counting = new PressedCommand(client, "/api/stock/inventaires");
    this.worth = new LiveList(client, LEVELS, () => fetchWorth(client));
  }

  start(): void {
    this.levels.start();
    this.worth.start();
  }

  stop(): void {
    this.levels.stop();
    this.worth.stop();
  }

  find(text: string): void {
    this.text.value = text;
    this.levels.again();
  }

  /** From how many thousandths on it is to be ordered; null for never. */
  setThreshold(id: number, threshold: number | null): Promise<Failure | null> {
    return attempt(async () => {
      if (threshold === null) await this.client.query("delete", "DELETE FROM seuils_stock WHERE produit_id = ?", [id]);
      else await this.client.query("insert", SET_THRESHOLD, [id, threshold]);
      await this.levels.refresh();
    });
  }

  count(counts: readonly Count[], told: (counted: readonly Counted[]) => void): Promise<Failure | null> {
    return attempt(async () => {
      const answer = await this.#counting.send({ lignes: counts });
      told((answer as { comptages: readonly Counted[] }).comptages);
      await this.levels.refresh();
    });
  }
}

export class DeliveriesWork {
  readonly past: PagesOf<Delivery>;
  readonly #delivering: PressedCommand;

  constructor(readonly client: NetworkClient, readonly products: LiveCatalogue) {
    this.#delivering = new PressedCommand(client, "/api/stock/livraisons");
    this.past = new PagesOf(client, ["livraisons"], (after, count) => fetchDeliveries(client, after, count), ({ id }) => [id]);
  }

  start(): void {
    this.past.start();
  }

  stop(): void {
    this.past.stop();
  }

  /** The followed articles that a text may mean. */
  find(text: string): Promise<readonly Level[]> {
    return fetchLevels(this.client, meant(this.products, text) ?? [], null, SUGGESTED);
  }

  deliver(supplier: string, reference: string, lines: readonly DeliveryLine[]): Promise<Failure | null> {
    return attempt(async () => {
      await this.#delivering.send({ fournisseur: supplier, reference, lignes: lines });
      await this.past.again();
    });
  }
}

export class OrderWork {
  readonly wanted: LiveList<Wanted>;

  constructor(readonly client: NetworkClient) {
    this.wanted = new LiveList(client, [...LEVELS, "livraisons"], () => fetchWanted(client, WANTED_SHOWN + 1));
  }

  start(): void {
    this.wanted.start();
  }

  stop(): void {
    this.wanted.stop();
  }
}

const SET_THRESHOLD = `INSERT INTO seuils_stock (produit_id, seuil) VALUES (?, ?)
  ON CONFLICT (produit_id) DO UPDATE SET seuil = excluded.seuil`;
