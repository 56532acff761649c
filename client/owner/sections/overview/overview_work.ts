/** What the dashboard follows: a day as it goes, the year behind it, what runs out, and what the shop still lacks. */
import type { WireRow } from "../../../../shared/protocol.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { Stop } from "../../../network/listeners.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { type Day, fetchDay } from "./day.ts";

/** Milliseconds after which what changes by the clock alone is asked again. */
const CLOCK_MS = 60_000;

export interface DaySum {
  readonly date: string;
  readonly tickets: number;
  /** Cents. */
  readonly turnover: number;
}
/** The days of a year on which something was sold. */
export interface Year {
  readonly first: string;
  readonly last: string;
  readonly days: readonly DaySum[];
}
export interface Low {
  readonly days: number;
  readonly count: number;
  /** Stock and what was sold in those days, in thousandths. */
  readonly articles: readonly { readonly id: number; readonly label: string; readonly stock: number; readonly sold: number }[];
}

export interface ClosingWaits {
  /** The shop's time of day at which it was to be made. */
  readonly hour: string;
  /** Tills that are open and not counted; none where it waits for the owner's word. */
  readonly tills: readonly string[];
}

/** The tables in which a payment or a refund leaves a row. */
const PAID = ["encaissements"];

export class OverviewWork {
  /** One of each. */
  readonly day: LiveList<Day>;
  readonly year: LiveList<Year>;
  readonly low: LiveList<Low>;
  readonly shop: LiveList<WireRow>;
  /** What the closing waits for that the shop makes by itself; none where nothing waits. */
  readonly waits: LiveList<ClosingWaits>;
  #stopClock: Stop | null = null;

  /** `date` null: the day that it is. */
  constructor(readonly client: NetworkClient, readonly date: string | null) {
    this.day = new LiveList(client, PAID, () => fetchDay(client, date));
    this.year = new LiveList(client, [], () => fetchYear(client, date));
    this.low = new LiveList(client, [], () => fetchLow(client));
    this.shop = new LiveList(
      client,
      ["boutique"],
      async () => (await client.query("select", "SELECT nom, adresse, siret FROM boutique")).rows,
    );
    this.waits = new LiveList(client, ["sessions_caisse", "clotures", "boutique"], () => fetchWaits(client));
  }

  start(): void {
    for (const list of this.#lists) list.start();
    this.#later();
  }

  stop(): void {
    this.#stopClock?.();
    for (const list of this.#lists) list.stop();
  }

  /** Midnight comes without a sale, and what runs out need not be known to the second. */
  #later(): void {
    this.#stopClock = this.client.platform.after(CLOCK_MS, () => {
      for (const list of this.date === null ? [this.day, this.year, this.low, this.waits] : [this.low, this.waits]) {
        list.refresh();
      }
      this.#later();
    });
  }

  get #lists(): readonly { start(): void; stop(): void }[] {
    return [this.day, this.year, this.low, this.shop, this.waits];
  }
}

async function fetchYear(client: NetworkClient, date: string | null): Promise<readonly Year[]> {
  const { premier, dernier, jours } = await client.request("GET", `/api/tableau/${date ?? "aujourdhui"}/annee`) as {
    readonly premier: string;
    readonly dernier: string;
    readonly jours: readonly { readonly jour: string; readonly tickets: number; readonly ttc: number }[];
  };
  return [{
    first: premier,
    last: dernier,
    days: jours.map(({ jour, tickets, ttc }) => ({ date: jour, tickets, turnover: ttc })),
  }];
}

async function fetchLow(client: NetworkClient): Promise<readonly Low[]> {
  const { jours, nombre, articles } = await client.request("GET", "/api/stock/bas") as {
    readonly jours: number;
    readonly nombre: number;
    readonly articles: readonly { id: number; libelle: string; stock: number; vendu: number }[];
  };
  return [{
    days: jours,
    count: nombre,
    articles: articles.map(({ id, libelle, stock, vendu }) => ({ id, label: libelle, stock, sold: vendu })),
  }];
}

async function fetchWaits(client: NetworkClient): Promise<readonly ClosingWaits[]> {
  const { automatique } = await client.request("GET", "/api/clotures/attente") as {
    readonly automatique: { readonly heure: string; readonly attend: readonly string[]; readonly bloque: unknown } | null;
  };
  if (automatique === null || (automatique.attend.length === 0 && automatique.bloque === null)) return [];
  return [{ hour: automatique.heure, tills: automatique.attend }];
}
