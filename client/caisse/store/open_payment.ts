/** Whose payment is on the screen, kept on this machine: a page that comes after a reload or a crash goes on with it. */
import type { KeyValueStore } from "../../network/platform.ts";
import { Shelf } from "../../network/shelf.ts";

export interface Paying {
  readonly id: string;
  readonly seller: string;
}

export class OpenPayment {
  readonly #shelf: Shelf<Paying>;
  #owner: string | null = null;

  constructor(storage: KeyValueStore) {
    this.#shelf = new Shelf(storage, "comptoir.paying.");
  }

  /** What this person's last page left open; null when nothing. */
  start(userId: number): Paying | null {
    this.#owner = String(userId);
    return this.#shelf.read(this.#owner);
  }

  /** It stays stored: who comes back goes on with it. */
  stop(): void {
    this.#owner = null;
  }

  /** Null: no payment is on the screen. */
  note(paying: Paying | null): void {
    if (this.#owner === null) return;
    if (paying === null) this.#shelf.remove(this.#owner);
    else this.#shelf.put(this.#owner, { id: paying.id, seller: paying.seller });
  }
}
