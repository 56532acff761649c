/** A copy put back from the page: asked for, waited for while the server is begun anew, and how it went. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import { isLost } from "../../../network/client_state.ts";
import type { Failure } from "../../../network/failure.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

/** A copy in the data folder, as GET /api/backups lists it. */
export interface KeptBackup {
  readonly name: string;
  readonly kind: "auto" | "comptoir" | "before-migration" | "before-restore" | "rescued" | null;
  readonly size_bytes: number;
  /** RFC 3339, UTC. */
  readonly made_at: string;
}

/** How the restore ended for which the server was begun anew. */
export interface Restored {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly file: string;
  /** Why the shop is as it was; null when it is the copy's. */
  readonly failed: string | null;
  readonly kept: string | null;
  readonly next: readonly { readonly number: string; readonly copied: string | null; readonly gap: boolean }[];
  readonly sure: boolean;
}

export class RestoreWork {
  readonly #under = signal(false);
  /** Of which restore the server told last, by its moment. */
  #told: string | null = null;

  constructor(readonly client: NetworkClient) {}

  /** The copy is good, and the server is being begun anew. */
  get under(): ReadonlySignal<boolean> {
    return this.#under;
  }

  /** How many tickets were paid since, none of practice; null where that is not to be had. */
  async soldSince(moment: string): Promise<number | null> {
    const query = "SELECT count(*) AS tickets FROM ventes WHERE etat = 'payee' AND formation = 0 AND payee_le > ?";
    try {
      const { rows } = await this.client.query("select", query, [moment]);
      return Number(rows[0]!["tickets"]);
    } catch {
      return null;
    }
  }

  /** Resolves when the server is about to begin anew; what comes then, sign-in or the shop as it was, comes by itself. */
  restore(file: string, last_numbers: Readonly<Record<string, number>>): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.longRequest("/api/backups/restore", "POST", { file, last_numbers });
      this.#under.value = true;
      this.#untilBack();
    });
  }

  /** A server that gave the restore up tells nothing of it: that it is there again, to the same session, is all. */
  #untilBack(): void {
    let lost = isLost(this.client.state);
    const stop = this.client.onState((state) => {
      lost ||= isLost(state);
      if (!lost || state.phase !== "ready") return;
      stop();
      this.#under.value = false;
    });
  }

  /** The server tells how it went: it is there again. Of the one before it tells until then. */
  told(restored: Restored | null): void {
    const at = restored?.at ?? null;
    if (at !== null && at !== this.#told) this.#under.value = false;
    this.#told = at;
  }
}
