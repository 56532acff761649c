/** Goods that go to other shops of the chain and come from them, as head office knows it now. */
import { signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { PressedCommand } from "../../../network/pressed_command.ts";
import type { LiveCatalogue } from "../../../catalogue/live.ts";
import type { Level } from "./stock_rows.ts";
import { DeliveriesWork } from "./stock_work.ts";

export interface OtherShop {
  readonly boutique: string;
  readonly nom: string;
}
export interface TransferLine {
  /** The same in both shops. */
  readonly place: number;
  readonly libelle: string;
  /** Thousandths; `recu` is null while it is under way. */
  readonly quantite: string;
  readonly recu: string | null;
}
export interface Transfer extends OtherShop {
  readonly transfert_id: string;
  /** RFC 3339. */
  readonly envoye_le: string;
  readonly lignes: readonly TransferLine[];
}
export interface Gap {
  readonly libelle: string;
  /** Thousandths that came more; negative for fewer. */
  readonly ecart: number;
}

/** Whether the shop is one of a chain, for those parts that only such a shop has; false until that is known. */
export class ChainWork {
  readonly inChain = signal(false);

  constructor(readonly client: NetworkClient) {}

  start(): void {
    void attempt(async () => {
      const { boutique } = await this.client.request("GET", "/api/chaine") as { readonly boutique: string | null };
      this.inChain.value = boutique !== null;
    });
  }

  stop(): void {
    // Nothing goes on.
  }
}

export class TransfersWork {
  readonly shops = signal<readonly OtherShop[]>([]);
  readonly incoming = signal<readonly Transfer[] | null>(null);
  readonly outgoing = signal<readonly Transfer[]>([]);
  readonly failure = signal<Failure | null>(null);
  readonly #articles: DeliveriesWork;
  readonly #sending: PressedCommand;
  /** Of what is being sent: pressed again after a lost answer, it is the same one. */
  #id: string;

  constructor(readonly client: NetworkClient, products: LiveCatalogue) {
    this.#articles = new DeliveriesWork(client, products);
    this.#sending = new PressedCommand(client, "/api/stock/transferts");
    this.#id = client.uuid.next();
  }

  start(): void {
    void this.refresh();
  }

  stop(): void {
    // Nothing goes on.
  }

  async refresh(): Promise<void> {
    this.failure.value = await attempt(async () => {
      const { boutiques } = await this.client.request("GET", "/api/chaine/boutiques") as {
        readonly boutiques: readonly OtherShop[];
      };
      const { a_recevoir, envoyes } = await this.client.request("GET", "/api/stock/transferts") as {
        readonly a_recevoir: readonly Transfer[];
        readonly envoyes: readonly Transfer[];
      };
      this.shops.value = boutiques;
      this.incoming.value = a_recevoir;
      this.outgoing.value = envoyes;
    });
  }

  find(text: string): Promise<readonly Level[]> {
    return this.#articles.find(text);
  }

  send(vers: string, lignes: readonly { readonly produit_id: number; readonly quantite: number }[]): Promise<Failure | null> {
    return attempt(async () => {
      await this.#sending.send({ transfert_id: this.#id, vers, lignes });
      this.#id = this.client.uuid.next();
      await this.refresh();
    });
  }

  receive(
    { transfert_id, boutique }: Transfer,
    lignes: readonly { readonly place: number; readonly quantite: number }[],
    told: (gaps: readonly Gap[]) => void,
  ): Promise<Failure | null> {
    return attempt(async () => {
      const path = `/api/stock/transferts/${transfert_id}/reception`;
      const answer = await this.client.request("POST", path, { de: boutique, lignes }, this.client.uuid.next());
      told((answer as { readonly ecarts: readonly Gap[] }).ecarts);
      await this.refresh();
    });
  }
}
