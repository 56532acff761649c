/** What takes the server long at this moment, followed while somebody waits for it. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { NetworkClient } from "../../network/network_client.ts";
import { Looks } from "./looks.ts";

/** Milliseconds between two looks: a bar that stands still for longer seems to have stopped. */
const EVERY_MS = 1_000;

/** As GET /api/work tells it. */
export interface WorkUnderWay {
  readonly work: "backup" | "restore" | "verification" | "archive" | "sealing";
  readonly step: "begins" | "copies" | "looks" | "walks" | "signatures" | "drops";
  readonly done: number;
  /** null where nobody can tell before the step is over. */
  readonly total: number | null;
}

export class LongWork extends Looks {
  readonly #works = signal<readonly WorkUnderWay[]>([]);

  constructor(readonly client: NetworkClient) {
    super(client.platform, EVERY_MS);
  }

  get works(): ReadonlySignal<readonly WorkUnderWay[]> {
    return this.#works;
  }

  protected override async look(): Promise<void> {
    this.#works.value = (await this.client.request("GET", "/api/work") as { readonly works: readonly WorkUnderWay[] }).works;
  }
}
