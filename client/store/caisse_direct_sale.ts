/** What becomes of the ticket that was rung up here: written for its payment, put into the queue, or dropped. */
import { DirectTicket } from "./caisse_direct.ts";
import type { Loss } from "./caisse_hand.ts";
import { fetchTicket, type HandTicket } from "./caisse_rows.ts";
import { Failure } from "./failure.ts";
import type { NetworkClient } from "./network_client.ts";

export class DirectSale {
  readonly ticket: DirectTicket;

  /** `onLoss` hears when it was paid or cancelled elsewhere. */
  constructor(readonly client: NetworkClient, readonly onLoss: (loss: Loss) => void) {
    this.ticket = new DirectTicket(client.platform.storage, () => client.uuid.next());
  }

  /** The ticket as the server has it, written if need be. Throws a Failure. */
  async written(): Promise<HandTicket> {
    await this.#write();
    const ticket = await fetchTicket(this.client, this.ticket.saleId);
    if (ticket === null) throw new Failure("unexpected_answer");
    return ticket;
  }

  /** Puts it into the queue, and answers its recall number. Throws a Failure. */
  async park(): Promise<number> {
    await this.#write();
    const path = `/api/ventes/${this.ticket.saleId}/envoyer`;
    const answer = await this.client.request("POST", path, {}, this.client.uuid.next());
    this.ticket.clear();
    return Number((answer as { rappel: number }).rappel);
  }

  /** Empties it; a draft that the server has of it is cancelled. */
  drop(): void {
    const { saleId, written } = this.ticket;
    this.ticket.clear();
    if (written) {
      this.client.write([{ type: "update", query: "UPDATE ventes SET etat = 'annulee' WHERE id = ?", params: [saleId] }]);
    }
  }

  /** That sale is paid, cancelled or another's: if it is this one, there is nothing left of it here. */
  over(saleId: string | undefined): void {
    if (saleId === this.ticket.saleId) this.ticket.clear();
  }

  /** The draft of what was rung up. Written twice, it is there once. */
  async #write(): Promise<void> {
    try {
      await this.client.batch(this.ticket.queries());
      this.ticket.noteWritten();
    } catch (error) {
      const state = Failure.from(error).status === 0 ? null : await fetchTicket(this.client, this.ticket.saleId);
      // Paid or cancelled from another tab of this machine: it is over here as well.
      if (state?.state === "payee" || state?.state === "annulee") {
        this.ticket.clear();
        this.onLoss({ ticket: state, how: state.state, by: "" });
      }
      throw error;
    }
  }
}
