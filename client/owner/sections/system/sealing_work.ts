/** Years past of the journal: which stand in sealed files, which may be moved there, and that it is done. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { Looks } from "../../store/looks.ts";

const PATH = "/api/journal/sealing";

export interface SealableYear {
  readonly year: number;
  readonly first_seq: number;
  readonly last_seq: number;
  /** About, of one that is not sealed. */
  readonly size_bytes: number;
}

/** What GET /api/journal/sealing answers. */
export interface JournalSealing {
  readonly sealed: readonly (SealableYear & { readonly name: string })[];
  /** The oldest first: each goes with those before it. */
  readonly years: readonly SealableYear[];
  /** Why no further year may be. */
  readonly refused: string | null;
  readonly busy: boolean;
  readonly last: { readonly at: string; readonly failed: string | null } | null;
}

export class SealingWork extends Looks {
  readonly #found = signal<JournalSealing | null>(null);

  constructor(readonly client: NetworkClient) {
    super(client.platform);
  }

  /** null until the first answer. */
  get found(): ReadonlySignal<JournalSealing | null> {
    return this.#found;
  }

  /** All years up to this one, from now on. */
  seal(through: number): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.longRequest(PATH, "POST", { through });
      await this.look();
    });
  }

  protected override async look(): Promise<void> {
    this.#found.value = await this.client.request("GET", PATH) as JournalSealing;
  }
}
