/** Accounts that customers settle at this till: asked for once, and the receipt of the last one. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { SettlementData } from "../../../shared/settlement.ts";
import type { Ask } from "../../network/certain_commands.ts";

export class Settlements {
  readonly #last = signal<SettlementData | null>(null);
  /** Its receipt went to paper: a further one is a copy. */
  printed = false;

  constructor(readonly ask: Ask) {}

  /** What was just taken, or cancelled; null when nothing is to be told. */
  get last(): ReadonlySignal<SettlementData | null> {
    return this.#last;
  }

  note(settled: SettlementData): void {
    this.printed = false;
    this.#last.value = settled;
  }

  forget(): void {
    this.#last.value = null;
  }
}
