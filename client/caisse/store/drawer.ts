/** The till's drawer: opened with a float, counted blind at the end. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Ask } from "../../network/certain_commands.ts";
import type { TillSession } from "./till.ts";

/** Pieces by face value in cents. */
export type Count = Readonly<Record<string, number>>;

/** What a count answered: kept for good at the server, shown once here. Cents. */
export interface CountResult {
  readonly caisse: string;
  readonly fond: number;
  readonly attendu: number;
  readonly compte: number;
  readonly ecart: number;
}

/** What was just put in or taken out. */
export interface Moved {
  readonly id: number;
  /** Negative for out, 0 for a drawer that was opened. */
  readonly cents: number;
}

export class Drawer {
  readonly #counted = signal<CountResult | null>(null);
  readonly #moved = signal<Moved | null>(null);

  constructor(readonly till: TillSession, readonly ask: Ask) {}

  /** The count that was just answered; null when there is none to show. */
  get counted(): ReadonlySignal<CountResult | null> {
    return this.#counted;
  }

  /** Null when nothing is to be told. */
  get moved(): ReadonlySignal<Moved | null> {
    return this.#moved;
  }

  /** `float` in cents. */
  open(name: string, float: number): void {
    openTill(this, name, { fond: float });
  }

  noteMove({ id, montant }: { readonly id: number; readonly montant: number }): void {
    this.#moved.value = { id, cents: montant };
  }

  forgetMove(): void {
    this.#moved.value = null;
  }

  note(counted: CountResult): void {
    this.#counted.value = counted;
  }

  forget(): void {
    this.#counted.value = null;
  }
}

export function pathOf(till: string, action: string): string {
  return `/api/caisses/${encodeURIComponent(till)}/${action}`;
}

/** `counted`: the float, or its pieces. */
export function openTill({ till, ask }: Drawer, name: string, counted: object): void {
  const cle = till.device.keyFor(name);
  ask("ouvrir", pathOf(name, "ouvrir"), { ...counted, ...(cle === null ? {} : { cle }) });
}
