/** The till's drawer: opened with a float, counted blind at the end. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Ask } from "../../network/certain_commands.ts";
import type { TillSession } from "./till.ts";

/** What a count answered: kept for good at the server, shown once here. Cents. */
export interface CountResult {
  readonly caisse: string;
  readonly fond: number;
  readonly attendu: number;
  readonly compte: number;
  readonly ecart: number;
}

export class Drawer {
  readonly #counted = signal<CountResult | null>(null);

  constructor(readonly till: TillSession, readonly ask: Ask) {}

  /** The count that was just answered; null when there is none to show. */
  get counted(): ReadonlySignal<CountResult | null> {
    return this.#counted;
  }

  /** `float` in cents. */
  open(name: string, float: number): void {
    const cle = this.till.device.keyFor(name);
    this.ask(
      "ouvrir",
      `/api/caisses/${encodeURIComponent(name)}/ouvrir`,
      { fond: float, ...(cle === null ? {} : { cle }) },
      float,
    );
  }

  /** `count`: pieces by face value in cents. */
  close(count: Readonly<Record<string, number>>, reason: string): void {
    const till = this.till.state.peek();
    if (till.kind !== "open") return;
    const comptage = Object.fromEntries(Object.entries(count).filter(([, pieces]) => pieces > 0));
    const body = { comptage, ...(reason.trim() === "" ? {} : { motif: reason.trim() }) };
    this.ask("fermer", `/api/caisses/${encodeURIComponent(till.name)}/fermer`, body);
  }

  note(counted: CountResult): void {
    this.#counted.value = counted;
  }

  forget(): void {
    this.#counted.value = null;
  }
}
