/** The shop's customers as the owner works on them: who is looked for, and one who is open. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { plainNumber } from "../../../../shared/company_numbers.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { type CustomerPage, fetchPage, type Search } from "./customer_rows.ts";

/** What can be written of one. */
export interface CustomerFields {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly note: string;
  readonly siren: string;
}

export class CustomersWork {
  readonly #search = signal<Search>({ words: "", silentOnly: false, owingOnly: false, page: 0 });
  readonly pages: LiveList<CustomerPage>;

  constructor(readonly client: NetworkClient) {
    this.pages = new LiveList(client, ["clients", "comptes_clients"], async () => {
      const asked = this.#search.peek();
      const page = await fetchPage(client, asked);
      // Typed on meanwhile: what was found is not what is looked for.
      return asked === this.#search.peek() ? [page] : [await fetchPage(client, this.#search.peek())];
    });
  }

  get search(): ReadonlySignal<Search> {
    return this.#search;
  }

  start(): void {
    this.pages.start();
  }

  stop(): void {
    this.pages.stop();
  }

  /** Another search begins at its first page. */
  async find(change: Partial<Search>): Promise<void> {
    this.#search.value = { ...this.#search.peek(), page: 0, ...change };
    await this.pages.refresh();
  }

  /** Answers the new one's id. Throws a Failure. */
  async add(name: string): Promise<number> {
    const { last_insert_id } = await this.client.query(
      "insert",
      "INSERT INTO clients (nom) VALUES (?)",
      [name],
      this.client.uuid.next(),
    );
    await this.pages.refresh();
    return Number(last_insert_id);
  }

  save(id: number, { name, phone, email, address, note, siren }: CustomerFields): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query(
        "update",
        "UPDATE clients SET nom = ?, telephone = ?, email = ?, adresse = ?, note = ?, siren = ? WHERE id = ?",
        [name.trim(), orNull(phone), orNull(email), orNull(address), orNull(note), orNull(plainNumber(siren)), id],
      );
      await this.pages.refresh();
    });
  }

  /** Cents that the customer may owe. */
  ceiling(id: number, plafond: number): Promise<Failure | null> {
    return this.#command(`/api/clients/${id}/plafond`, { plafond });
  }

  contacted(id: number): Promise<Failure | null> {
    return attempt(async () => {
      const now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
      await this.client.query("update", `UPDATE clients SET dernier_contact = ${now} WHERE id = ?`, [id]);
    });
  }

  consent(id: number, canal: string, accorde: boolean): Promise<Failure | null> {
    return this.#command(`/api/clients/${id}/consentements`, { canal, accorde });
  }

  merge(id: number, dans: number): Promise<Failure | null> {
    return this.#command(`/api/clients/${id}/fusionner`, { dans });
  }

  erase(id: number): Promise<Failure | null> {
    return this.#command(`/api/clients/${id}/effacer`, {});
  }

  /** All who have been silent for long, but for those who owe something: a hundred at a time. */
  eraseSilent(): Promise<Failure | null> {
    return attempt(async () => {
      for (let left = 1; left > 0;) {
        const path = "/api/clients/effacer-silencieux";
        const { restent } = await this.client.request("POST", path, {}, this.client.uuid.next()) as { restent: number };
        left = restent;
      }
      await this.pages.refresh();
    });
  }

  /** All that is kept of one. Throws a Failure. */
  export(id: number): Promise<unknown> {
    return this.client.request("GET", `/api/clients/${id}/export`);
  }

  #command(path: string, body: unknown): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("POST", path, body, this.client.uuid.next());
      await this.pages.refresh();
    });
  }
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
