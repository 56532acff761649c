/** The payment that the last page left is gone on with, once its till is known to be open and no answer is awaited. */
import { effect, type ReadonlySignal, untracked } from "@preact/signals";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { OpenPayment, type Paying } from "./open_payment.ts";
import { fetchTicket, type HandTicket, namesOf, type QueueTicket } from "./rows.ts";
import type { Screen } from "./screen.ts";
import type { TillSession } from "./till.ts";

/** What it needs of the cashier's screens. */
interface Screens {
  readonly client: NetworkClient;
  readonly till: TillSession;
  readonly screen: ReadonlySignal<Screen>;
  readonly busy: ReadonlySignal<boolean>;
  /** The ticket that is rung up here; null when none is. */
  rungUp(): string | null;
  payDirect(): Promise<void>;
  take(waiting: Pick<QueueTicket, "id" | "seller" | "customer">, reason: null): Promise<void>;
  notTaken(failure: Failure): void;
}

export class Reopening {
  readonly #kept: OpenPayment;
  #stop: Stop = () => {};

  constructor(readonly screens: Screens) {
    this.#kept = new OpenPayment(screens.client.platform.storage);
  }

  start(userId: number): void {
    const { screen, till, busy } = this.screens;
    const paying = this.#kept.start(userId);
    if (paying === null || screen.peek() !== "queue") return;
    this.#stop = effect(() => {
      if (till.state.value.kind !== "open" || busy.value) return;
      untracked(() => this.#reopen(paying));
    });
  }

  stop(): void {
    this.#stop();
    this.#kept.stop();
  }

  /** The person goes to another screen: to pay a ticket, or null. */
  went(ticket: HandTicket | null): void {
    this.#stop();
    this.#kept.note(ticket);
  }

  async #reopen({ id }: Paying): Promise<void> {
    // Once: what the person does meanwhile leads elsewhere.
    queueMicrotask(() => this.#stop());
    const { client, screen } = this.screens;
    try {
      const now = await fetchTicket(client, id);
      // Whoever went elsewhere meanwhile is not pulled back; the ticket stays in the list.
      if (screen.peek() !== "queue") return;
      const own = now?.state === "brouillon" && now.id === this.screens.rungUp();
      const held = now?.state === "en_caisse" && now.cashierId === client.state.user?.id;
      if (own) await this.screens.payDirect();
      else if (held) await this.screens.take({ ...namesOf(now), id }, null);
      else this.#kept.note(null);
    } catch (error) {
      if (screen.peek() === "queue") this.screens.notTaken(Failure.from(error));
    }
  }
}
