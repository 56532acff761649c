/** What the owner does: the team, the catalogue, how tills join, and the sales as they come. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { PresentPerson } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import { attempt } from "../../network/attempt.ts";
import { type Category, fetchCategories } from "../../catalogue/catalogue.ts";
import { ProductCodes } from "./codes.ts";
import { type Account, fetchAccounts, fetchNetwork, fetchSales, type Network, type Sale, SALES } from "./rows.ts";
import type { LiveCatalogue } from "../../catalogue/live.ts";
import type { Failure } from "../../network/failure.ts";
import { LiveList } from "../../network/live_list.ts";
import type { Nature } from "../../../shared/natures.ts";
import type { Unit } from "../../../shared/units.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { Store } from "../../shell/store/store.ts";
import { fetchTills, type Till } from "../../shell/store/tills.ts";
import type { Work } from "../../shell/store/work.ts";

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

export interface Invitation {
  readonly till: string;
  /** 6 digits, good once. */
  readonly code: string;
  /** RFC 3339, UTC. */
  readonly expires: string;
}

/** For one thing that a cashier may not do alone. */
export interface Approval {
  /** 6 digits, good once. */
  readonly code: string;
  /** RFC 3339, UTC. */
  readonly expires: string;
}

export interface NewProduct {
  readonly label: string;
  readonly barcode: string | null;
  readonly categoryId: number | null;
  /** Cents, VAT included. */
  readonly price: number;
  /** Said at the till. */
  readonly open?: boolean;
  /** Pieces where it is left out. */
  readonly unit?: Unit;
  /** Goods where it is left out; anything else is outside VAT. */
  readonly nature?: Nature;
  /** Basis points. */
  readonly vat: number;
}

export class OwnerWork implements Work {
  readonly client: NetworkClient;
  readonly pendingSales: ReadonlySignal<number>;
  /** What is typed in a form is known to the page alone. */
  readonly busy = signal(false);
  readonly sales: LiveList<Sale>;
  readonly products: LiveCatalogue;
  readonly codes: ProductCodes;
  readonly categories: LiveList<Category>;
  readonly accounts: LiveList<Account>;
  readonly network: LiveList<Network>;
  readonly tills: LiveList<Till>;
  readonly people: ReadonlySignal<readonly PresentPerson[]>;

  constructor(store: Store, readonly userId: number) {
    const client = this.client = store.client;
    this.pendingSales = computed(() => store.pending.value.length);
    this.sales = new LiveList(client, ["ventes", "equipe"], (ids) => fetchSales(client, ids), SALES);
    this.products = store.products;
    this.codes = new ProductCodes(client);
    this.categories = new LiveList(client, ["categories"], () => fetchCategories(client));
    this.accounts = new LiveList(client, ["equipe"], () => fetchAccounts(client));
    this.network = new LiveList(client, [], () => fetchNetwork(client));
    this.tills = new LiveList(client, ["caisses", "sessions_caisse"], () => fetchTills(client));
    this.people = store.people;
  }

  start(): void {
    for (const list of this.#lists) list.start();
  }

  noticed(): void {}

  stop(): void {
    for (const list of this.#lists) list.stop();
  }

  addAccount(account: NewAccount): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("POST", "/api/users", account);
      await this.accounts.refresh();
    });
  }

  setTraining(id: number, training: boolean): Promise<Failure | null> {
    return this.#command(`/api/equipe/${id}/formation`, { formation: training }, this.accounts);
  }

  addTill(name: string, label: string): Promise<Failure | null> {
    return this.#command("/api/caisses", { nom: name, ...(label === "" ? {} : { libelle: label }) }, this.tills);
  }

  /** Any cashier opens this till from anywhere again. */
  releaseTill(name: string): Promise<Failure | null> {
    return this.#command(`/api/caisses/${encodeURIComponent(name)}/liberer`, {}, this.tills);
  }

  /** A code for the device that is to be this till. Throws a Failure. */
  async inviteTill(name: string): Promise<Invitation> {
    const path = `/api/caisses/${encodeURIComponent(name)}/inviter`;
    const answer = await this.client.request("POST", path, {}, this.client.uuid.next());
    const { caisse, code, expire_le } = answer as { caisse: string; code: string; expire_le: string };
    return { till: caisse, code, expires: expire_le };
  }

  /** Throws a Failure. */
  async approve(): Promise<Approval> {
    const answer = await this.client.request("POST", "/api/accords", {}, this.client.uuid.next());
    const { code, expire_le } = answer as { code: string; expire_le: string };
    return { code, expires: expire_le };
  }

  addProduct(
    { label, barcode, categoryId, price, open = false, unit = "piece", nature = "bien", vat }: NewProduct,
  ): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query(
        "insert",
        "INSERT INTO produits (libelle, code_barres, categorie_id, prix_ttc, prix_libre, unite, nature, tva) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [label, barcode, categoryId, price, Number(open), unit, nature, nature === "bien" ? vat : 0],
      );
      await this.products.refresh();
    });
  }

  addCategory(name: string): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query("insert", "INSERT INTO categories (nom) VALUES (?)", [name]);
      await this.categories.refresh();
    });
  }

  #command(path: string, body: unknown, list: { refresh(): Promise<void> }): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("POST", path, body, this.client.uuid.next());
      await list.refresh();
    });
  }

  get #lists(): readonly { start(): void; stop(): void }[] {
    return [this.sales, this.categories, this.accounts, this.network, this.tills];
  }
}
