/** Changes of the ticket in hand, one after the other: each goes by the version that the one before has left. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { Failure } from "../../network/failure.ts";
import type { Hand } from "./hand.ts";
import type { Customer, LineChange, Recount } from "./rows.ts";
import type { Stray, StrayScans } from "./strays.ts";

export class HandChanges {
  readonly #underWay = signal(false);
  #last: Promise<void> = Promise.resolve();

  /** `failed` hears what the server would not do. */
  constructor(
    readonly hand: Hand,
    readonly strays: StrayScans,
    readonly failed: (what: "add" | "change", failure: Failure) => void,
  ) {}

  get underWay(): ReadonlySignal<boolean> {
    return this.#underWay;
  }

  /** Changes a line of another's ticket; `others` are quantities that follow from it. */
  change(lineId: string, change: LineChange, others: readonly Recount[] = []): Promise<void> {
    return this.#then("change", () => this.hand.change([{ id: lineId, ...change }, ...others]));
  }

  /** Says whose the ticket is. */
  assign(customer: Customer): Promise<void> {
    return this.#then("change", () => this.hand.assign(customer));
  }

  /** What found no ticket stays told. */
  add(strays: readonly Stray[]): Promise<void> {
    return this.#then("add", async () => {
      if (this.hand.ticket.peek() === null) return;
      await this.hand.add(strays);
      this.strays.drop(strays);
    });
  }

  #then(what: "add" | "change", change: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(async () => {
      this.#underWay.value = true;
      try {
        await change();
      } catch (error) {
        this.failed(what, Failure.from(error));
      } finally {
        this.#underWay.value = false;
      }
    });
    return this.#last;
  }
}
