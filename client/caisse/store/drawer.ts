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

export const MOVE_KINDS = ["banque", "fournisseur", "monnaie", "autre"] as const;
export type MoveKind = typeof MOVE_KINDS[number];

interface WantedMove {
  readonly kind: MoveKind;
  /** Out of the drawer. */
  readonly out: boolean;
  readonly cents: number;
  readonly reason: string;
  /** The owner's; empty where none was asked for. */
  readonly code: string;
}

export class Drawer {
  readonly #counted = signal<CountResult | null>(null);
  readonly #moved = signal<{ readonly cents: number } | null>(null);

  constructor(readonly till: TillSession, readonly ask: Ask) {}

  /** The count that was just answered; null when there is none to show. */
  get counted(): ReadonlySignal<CountResult | null> {
    return this.#counted;
  }

  /** What was just put in or taken out: cents, negative for out, 0 for a drawer that was opened; null when nothing is to be told. */
  get moved(): ReadonlySignal<{ readonly cents: number } | null> {
    return this.#moved;
  }

  /** `float`: in cents, or counted as pieces by face value in cents. */
  open(name: string, float: number | Count): void {
    const cle = this.till.device.keyFor(name);
    const counted = typeof float === "number" ? { fond: float } : { comptage: counts(float) };
    this.ask("ouvrir", pathOf(name, "ouvrir"), { ...counted, ...(cle === null ? {} : { cle }) });
  }

  move({ kind, out, cents, reason, code }: WantedMove): void {
    const name = this.till.name;
    if (name === null) return;
    const body = { genre: kind, sens: out ? "sortie" : "entree", montant: cents, motif: reason };
    this.ask("mouvement", pathOf(name, "mouvement"), { ...body, ...(code === "" ? {} : { accord: code }) }, cents);
  }

  /** Throws a Failure. */
  async openWithoutSale(reason: string): Promise<void> {
    const name = this.till.name;
    if (name === null) return;
    const { client } = this.till;
    await client.request("POST", pathOf(name, "tiroir"), { motif: reason }, client.uuid.next());
    this.noteMove(0);
  }

  close(count: Count, reason: string): void {
    const name = this.till.name;
    if (name === null) return;
    const body = { comptage: counts(count), ...(reason.trim() === "" ? {} : { motif: reason.trim() }) };
    this.ask("fermer", pathOf(name, "fermer"), body);
  }

  noteMove(cents: number): void {
    this.#moved.value = { cents };
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

function pathOf(till: string, action: string): string {
  return `/api/caisses/${encodeURIComponent(till)}/${action}`;
}

/** Those of which there is one. */
function counts(count: Count): Count {
  return Object.fromEntries(Object.entries(count).filter(([, pieces]) => pieces > 0));
}
