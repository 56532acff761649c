/** How the server is, looked at every few seconds while it is shown, and the copies of the shop's database. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { Looks } from "../../store/looks.ts";
import { type KeptBackup, type Restored, RestoreWork } from "./restore_work.ts";

/** How copies are made by themselves. */
export interface BackupPlan {
  /** Hours between two; 0 for none but after a closing. */
  readonly hours: number;
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
  readonly second_folder: string | null;
}

export interface Kept {
  /** Where they lie on the server PC. */
  readonly folder: string;
  /** Newest first. */
  readonly backups: readonly KeptBackup[];
  /** Whether the newest is older than it may be. */
  readonly old: boolean;
  /** How the last try ended; what failed is null when nothing did. */
  readonly last: {
    readonly at: string;
    readonly failed: string | null;
    readonly defect: string | null;
    readonly second_failed: string | null;
  } | null;
  readonly settings: BackupPlan;
  /** Where the second copies lie. */
  readonly second: string | null;
  /** null when the server was not begun anew for one. */
  readonly restored: Restored | null;
}

/** What of GET /api/metrics is shown. */
export interface Figures {
  readonly clients: { readonly connected: number };
  readonly requests: { readonly total: number; readonly errors: number };
  readonly database: {
    readonly size_bytes: number;
    readonly wal_bytes: number;
    readonly disk_free_bytes: number | null;
    readonly commit_ms: { readonly p50: number; readonly p99: number };
  };
  readonly auth: { readonly sessions: number };
  readonly process: { readonly rss_bytes: number; readonly uptime_s: number; readonly version: string };
}

/** What GET /api/metrics/recent keeps, each the oldest first. */
export type Recent = Readonly<Record<"requests" | "errors" | "commit_ms" | "connected" | "rss_bytes", readonly number[]>>;

/** By what the shop's records are signed, and what its devices trust; null for none. */
export interface Keys {
  readonly fiscal: string | null;
  readonly authority: string | null;
}

const SIGNING_KEY = "SELECT cle_id FROM journal_fiscal WHERE genre = 'cle' ORDER BY seq DESC LIMIT 1";

export class SystemWork extends Looks {
  readonly #kept = signal<Kept | null>(null);
  readonly #recent = signal<Recent | null>(null);
  readonly #keys = signal<Keys | null>(null);
  readonly #figures = signal<Figures | null>(null);
  readonly restore: RestoreWork;

  constructor(readonly client: NetworkClient) {
    super(client.platform);
    this.restore = new RestoreWork(client);
  }

  /** Null until the first answer. */
  get kept(): ReadonlySignal<Kept | null> {
    return this.#kept;
  }
  get figures(): ReadonlySignal<Figures | null> {
    return this.#figures;
  }
  get recent(): ReadonlySignal<Recent | null> {
    return this.#recent;
  }
  get keys(): ReadonlySignal<Keys | null> {
    return this.#keys;
  }

  /** One copy more. */
  backUp(): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.longRequest("/api/backups", "POST");
      await this.look();
    });
  }

  /** From now on they are made like that. */
  plan(plan: BackupPlan): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("PUT", "/api/backups/settings", plan);
      await this.look();
    });
  }

  protected override async look(): Promise<void> {
    const [kept, figures, recent] = await Promise.all([
      this.client.request("GET", "/api/backups") as Promise<Kept>,
      this.client.request("GET", "/api/metrics") as Promise<Figures>,
      this.client.request("GET", "/api/metrics/recent") as Promise<Recent>,
    ]);
    this.#recent.value = recent;
    this.#kept.value = kept;
    this.restore.told(kept.restored);
    this.#figures.value = figures;
    // Beside what is looked at: without them all the rest is shown.
    const keys = this.#keys.peek();
    this.#keys.value = await this.#fetchKeys().catch(() => keys);
  }

  /** Anew each time: a key may be made later, and the authority replaced. */
  async #fetchKeys(): Promise<Keys> {
    const signing = async () => (await this.client.query("select", SIGNING_KEY)).rows[0]?.["cle_id"] as string | undefined;
    const trusted = async () =>
      (await this.client.request("GET", "/api/network") as { https: { readonly fingerprint: string } | null }).https?.fingerprint;
    return { fiscal: await signing() ?? null, authority: await trusted() ?? null };
  }
}
