/** At which till this cashier takes money, and which could be opened here. The server knows: it is asked. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { Device } from "../../network/device.ts";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { Retry } from "../../network/retry.ts";
import { fetchTills, type Till } from "../../shell/store/tills.ts";

export interface XReport {
  readonly caisse: string;
  readonly caissier: string;
  readonly ouverte_le: string;
  readonly etabli_le: string;
  /** Without amounts while the till is open: cash is counted blind. */
  readonly tickets: readonly { readonly type: "vente" | "avoir"; readonly nombre: number }[];
  /** Cents, what went in and what came out apart. */
  readonly mouvements: readonly { readonly genre: string; readonly nombre: number; readonly total: number }[];
  readonly comptes: { readonly regle: readonly { readonly mode: string; readonly nombre: number; readonly total: number }[] };
}

/** A till as it stands before this device. */
export interface NearTill extends Till {
  /** It opens on another device only. */
  readonly elsewhere: boolean;
}

export type TillState =
  | { readonly kind: "unknown" }
  | { readonly kind: "closed"; readonly tills: readonly NearTill[] }
  | {
    readonly kind: "open";
    readonly name: string;
    /** RFC 3339, where it was left open on a day before; else null. */
    readonly leftSince: string | null;
    /** Cards are taken by a terminal of its own; practice has none. */
    readonly terminal: boolean;
    /** The owner wants it told when the drawer was left open. */
    readonly drawerTold: boolean;
  };

/** Milliseconds between two looks at who has which till open, while one is to be chosen. */
const LOOK_MS = 10_000;

export class TillSession {
  readonly device: Device;
  readonly #state = signal<TillState>({ kind: "unknown" });
  readonly #failure = signal<Failure | null>(null);
  readonly #retry: Retry;
  #userId: number | null = null;
  #stops: Stop[] = [];
  #stopTimer: Stop = () => {};
  #run = 0;

  constructor(readonly client: NetworkClient) {
    this.device = new Device(client.platform);
    this.#retry = new Retry(client.platform);
  }

  get state(): ReadonlySignal<TillState> {
    return this.#state;
  }

  /** Of the open till; null for none. */
  get name(): string | null {
    const till = this.#state.peek();
    return till.kind === "open" ? till.name : null;
  }

  get terminal(): boolean {
    const till = this.#state.value;
    return till.kind === "open" && till.terminal;
  }

  /** Why the state is not known; null when it is, or is being asked for. */
  get failure(): ReadonlySignal<Failure | null> {
    return this.#failure;
  }

  start(userId: number): void {
    this.#userId = userId;
    // Whatever happened while nothing was heard: the owner may have closed the till.
    this.#stops = [this.client.onReset(() => this.check()), this.client.onChange(["caisses"], () => this.check())];
    this.check();
  }

  stop(): void {
    this.#run += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#stopTimer();
    this.#userId = null;
    this.#state.value = { kind: "unknown" };
    this.#failure.value = null;
  }

  /** Asks anew, and again until it is answered. */
  async check(): Promise<void> {
    const run = ++this.#run;
    this.#stopTimer();
    try {
      const tills = await fetchTills(this.client);
      if (run !== this.#run) return;
      this.#failure.value = null;
      this.#retry.reset();
      const own = tills.find(({ open, byId }) => open && byId === this.#userId);
      this.#state.value = own === undefined ? { kind: "closed", tills: this.#near(tills) } : {
        kind: "open",
        name: own.name,
        leftSince: own.leftOpen ? own.since : null,
        terminal: own.terminal && !own.training,
        drawerTold: own.drawerTold,
      };
      if (own === undefined) this.#checkIn(LOOK_MS);
    } catch (error) {
      if (run !== this.#run) return;
      const failure = Failure.from(error);
      this.#failure.value = failure;
      if (failure.mayPass) this.#checkIn(this.#retry.next(failure));
    }
  }

  opened(name: string): void {
    this.#run += 1;
    this.#stopTimer();
    this.#state.value = { kind: "open", name, leftSince: null, terminal: false, drawerTold: false };
    // What hangs on it.
    this.check();
  }

  /** A command was refused: it may be that the till is not what it was thought to be. */
  heard({ code, extras }: Failure): void {
    if (code === "till_not_enrolled") this.device.unbound(String(extras["caisse"] ?? ""));
    if (code === "till_closed" || code === "till_open" || code === "till_not_enrolled") this.check();
  }

  /** Makes this device the till that a code of the owner's is for; answers its name. Throws a Failure. */
  async enrol(code: string): Promise<string> {
    const body = { code, cle: this.device.key() };
    const answer = await this.client.request("POST", "/api/caisses/enroler", body, this.client.uuid.next());
    const { caisse } = answer as { readonly caisse: string };
    this.device.bound(caisse);
    await this.check();
    return caisse;
  }

  /** Throws a Failure. */
  async report(): Promise<XReport> {
    const till = this.#state.peek();
    const name = till.kind === "open" ? till.name : "";
    return await this.client.request("GET", `/api/caisses/${encodeURIComponent(name)}/x`) as XReport;
  }

  #near(tills: readonly Till[]): NearTill[] {
    return tills.filter(({ active }) => active).map((till) => ({
      ...till,
      elsewhere: till.enrolled && this.device.keyFor(till.name) === null,
    }));
  }

  #checkIn(ms: number): void {
    this.#stopTimer = this.client.platform.after(ms, () => this.check());
  }
}
