/** At which till this cashier takes money. The server alone knows: it is asked, till by till. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { Failure } from "./failure.ts";
import { fetchTills, type Till } from "./caisse_rows.ts";
import type { NetworkClient } from "./network_client.ts";

export interface XReport {
  readonly caisse: string;
  readonly caissier: string;
  readonly ouverte_le: string;
  readonly etabli_le: string;
  /** Without amounts while the till is open: cash is counted blind. */
  readonly tickets: readonly { readonly type: "vente" | "avoir"; readonly nombre: number }[];
}

export type TillState =
  | { readonly kind: "unknown" }
  | { readonly kind: "closed"; readonly tills: readonly Till[] }
  | { readonly kind: "open"; readonly name: string };

/** The till opened last on this machine is asked first. */
const LAST_KEY = "comptoir.caisse";
/** Milliseconds until the question is put again that was not answered. */
const RETRY_MS = 2_000;

export class TillSession {
  readonly #state = signal<TillState>({ kind: "unknown" });
  readonly #failure = signal<Failure | null>(null);
  #stopRetry: () => void = () => {};
  #run = 0;

  constructor(readonly client: NetworkClient) {}

  get state(): ReadonlySignal<TillState> {
    return this.#state;
  }

  /** Why the state is not known; null when it is, or is being asked for. */
  get failure(): ReadonlySignal<Failure | null> {
    return this.#failure;
  }

  /** Asks anew, and again until it is answered. */
  async check(): Promise<void> {
    const run = ++this.#run;
    this.#stopRetry();
    try {
      const tills = await fetchTills(this.client);
      const name = await this.#find(tills);
      if (run !== this.#run) return;
      this.#failure.value = null;
      this.#state.value = name === null ? { kind: "closed", tills } : { kind: "open", name };
    } catch (error) {
      if (run !== this.#run) return;
      this.#failure.value = Failure.from(error);
      if (this.#failure.value.mayPass) this.#stopRetry = this.client.platform.after(RETRY_MS, () => this.check());
    }
  }

  opened(name: string): void {
    this.#run += 1;
    this.#state.value = { kind: "open", name };
    try {
      this.client.platform.storage.setItem(LAST_KEY, name);
    } catch {
      // It is a shortcut only.
    }
  }

  stop(): void {
    this.#run += 1;
    this.#stopRetry();
    this.#state.value = { kind: "unknown" };
    this.#failure.value = null;
  }

  async report(name: string): Promise<XReport> {
    return await this.client.request("GET", `/api/caisses/${encodeURIComponent(name)}/x`) as XReport;
  }

  async #find(tills: readonly Till[]): Promise<string | null> {
    const last = this.client.platform.storage.getItem(LAST_KEY);
    const names = tills.map(({ name }) => name).sort((a, b) => Number(b === last) - Number(a === last));
    for (const name of names) {
      try {
        await this.report(name);
        return name;
      } catch (error) {
        if (Failure.from(error).code !== "till_closed") throw error;
      }
    }
    return null;
  }
}
