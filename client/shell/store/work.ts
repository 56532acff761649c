/** What a role does, from signing in to signing out: its code comes with its pages, once it is known who works here. */
import type { ReadonlySignal } from "@preact/signals";
import type { Unit } from "../../../shared/units.ts";
import type { Entry } from "../../network/entry.ts";

/** A line of a ticket as it was to be written. */
export interface WrittenLine {
  readonly id: string;
  readonly label: string;
  /** Thousandths. */
  readonly quantity: number;
  /** Pieces where it is left out. */
  readonly unit?: Unit;
  /** Cents. */
  readonly price: number;
}

export interface Work {
  /** Sales that wait to be sent: a ticket is more than one write. */
  readonly pendingSales: ReadonlySignal<number>;
  /** Somebody is in the middle of something here: the page is not to begin anew. */
  readonly busy: ReadonlySignal<boolean>;
  /** An answer is awaited that this person must see: nobody takes their place meanwhile. */
  readonly settling?: ReadonlySignal<boolean>;
  /** What a write of this person's is about, for a screen; null when the work does not know. */
  contentOf?(entry: Entry): readonly WrittenLine[] | null;
  start(): void;
  /** Signs out by `signOut`, perhaps after a question. */
  leave?(signOut: () => void): void;
  /** Another tab of this machine has changed what both keep. */
  noticed(): void;
  stop(): void;
}
