/** What this browser keeps for the screen, and what the till's page keeps beside it. */
import { ACCOUNT_MODE, type Tender } from "../../shared/tender.ts";
import type { KeyValueStore } from "../network/platform.ts";
import { Shelf } from "../network/shelf.ts";
import type { Beside, RungUp } from "./shown.ts";

export interface ScreenKey {
  readonly key: string;
  /** Whose till it stands beside, in the till's own browser; null on a screen that was paired. */
  readonly personId: number | null;
}

export class ScreenStorage {
  readonly #keys: Shelf<ScreenKey>;
  readonly #names: Shelf<string>;

  constructor(readonly storage: KeyValueStore) {
    this.#keys = new Shelf(storage, "comptoir.display.");
    this.#names = new Shelf(storage, "comptoir.display-shop.");
  }

  keyOf(till: string): ScreenKey | null {
    return this.#keys.read(till);
  }

  keep(till: string, key: ScreenKey): void {
    this.#keys.put(till, key);
  }

  /** The key opens nothing any more. A window beside its till waits for the next session; a screen that was paired asks for a code again. */
  forget(till: string): void {
    if (this.keyOf(till)?.personId === null) this.#names.remove(till);
    this.#keys.remove(till);
  }

  /** The shop's name as it was last shown, for when no server answers; empty at first. */
  shopOf(till: string): string {
    return this.#names.read(till) ?? "";
  }

  noteShop(till: string, name: string): void {
    if (this.shopOf(till) !== name) this.#names.put(till, name);
  }

  /** Of whoever is signed in at the till in this browser; null where nobody is. */
  get tillToken(): string | null {
    return this.storage.getItem("comptoir.token");
  }

  /** What lies beside the screen: null where nobody is signed in here. */
  beside(personId: number): Beside | null {
    if (this.tillToken === null) return null;
    const rungUp = new Shelf<RungUp>(this.storage, "comptoir.direct.").read(String(personId));
    return {
      rungUp: Array.isArray(rungUp?.lines) ? rungUp : null,
      given: (saleId) => {
        const kept = new Shelf<{ tenders?: readonly Tender[] }>(this.storage, `comptoir.tenders.${personId}.`).read(saleId);
        const sum = (onAccount: boolean) =>
          kept?.tenders?.reduce((sum, { mode, amount }) => (mode === ACCOUNT_MODE) === onAccount ? sum + amount : sum, 0) ?? 0;
        return { donne: sum(false), compte: sum(true) };
      },
      receipt: (saleId) => {
        const paid = new Shelf<{ receipt?: { vente_id?: string }; shared?: string }>(this.storage, "comptoir.paid.").read(
          String(personId),
        );
        return paid?.receipt?.vente_id === saleId ? paid.shared ?? null : null;
      },
    };
  }
}
